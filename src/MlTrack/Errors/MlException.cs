namespace MlTrack;

/// <summary>
/// The one exception that MlTrack throws for what a user can cause or meet. Messages are one line: the value at fault and what to do.
/// </summary>
/// <remarks>Drivers' exceptions are kept in <see cref="Exception.InnerException"/>; a message never holds statement text or a secret.</remarks>
public class MlException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="errorCode">MLflow's error code.</param>
    /// <param name="entity">What the error is about.</param>
    /// <param name="message">One line: the value at fault and what to do.</param>
    /// <param name="target">The input at fault (an id, a name, a value), for the error record. Never a secret.</param>
    /// <param name="innerException">The driver's exception, if one caused this.</param>
    public MlException(
        MlErrorCode errorCode, MlEntity entity, string message, object? target = null, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorCode = errorCode;
        Entity = entity;
        Target = target;
    }

    /// <summary>MLflow's error code.</summary>
    public MlErrorCode ErrorCode { get; }

    /// <summary>What the error is about.</summary>
    public MlEntity Entity { get; }

    /// <summary>The input at fault, or null.</summary>
    public object? Target { get; }
}
