namespace MlTrack;

/// <summary>Whether a model version can be used (MLflow's ModelVersionStatus). In SQL stores it is ready from the start.</summary>
public enum MlModelVersionStatus
{
    /// <summary>READY: can be used.</summary>
    Ready,

    /// <summary>PENDING_REGISTRATION: the server is still taking it in.</summary>
    PendingRegistration,

    /// <summary>FAILED_REGISTRATION: the server could not take it in; the status message says why.</summary>
    FailedRegistration,
}
