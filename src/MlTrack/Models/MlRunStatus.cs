namespace MlTrack;

/// <summary>The status of a run: MLflow's RunStatus.</summary>
public enum MlRunStatus
{
    /// <summary>RUNNING: open; the status of a new run.</summary>
    Running,

    /// <summary>SCHEDULED: planned to run later.</summary>
    Scheduled,

    /// <summary>FINISHED: ended well.</summary>
    Finished,

    /// <summary>FAILED: ended with an error.</summary>
    Failed,

    /// <summary>KILLED: was stopped from outside.</summary>
    Killed,
}
