namespace MlTrack;

/// <summary>MLflow's error codes, as its servers write them in <c>error_code</c> (checked against MLflow 2.22.5 and 3.17.2).</summary>
public enum MlErrorCode
{
    /// <summary>INTERNAL_ERROR: the store failed in a way that it doesn't explain.</summary>
    InternalError,

    /// <summary>TEMPORARILY_UNAVAILABLE: the store can't be reached, is locked, or took too long. Trying again later can help.</summary>
    TemporarilyUnavailable,

    /// <summary>BAD_REQUEST: the store refused what it was asked.</summary>
    BadRequest,

    /// <summary>INVALID_PARAMETER_VALUE: a name, value, filter, id or URI is wrong. Nothing was changed.</summary>
    InvalidParameterValue,

    /// <summary>RESOURCE_DOES_NOT_EXIST: what was named isn't there.</summary>
    ResourceDoesNotExist,

    /// <summary>RESOURCE_ALREADY_EXISTS: the name is taken.</summary>
    ResourceAlreadyExists,

    /// <summary>INVALID_STATE: the thing is deleted, or otherwise not in a state that allows this.</summary>
    InvalidState,

    /// <summary>UNAUTHENTICATED: no credentials, or wrong ones.</summary>
    Unauthenticated,

    /// <summary>PERMISSION_DENIED: the credentials, or the file system, don't allow this.</summary>
    PermissionDenied,

    /// <summary>NOT_IMPLEMENTED: this backend or version can't do it.</summary>
    NotImplemented,
}
