namespace MlTrack.Stores.Rest;

/// <summary>An attempt failed in a way that another one may not: the connection was lost, or the server is busy.</summary>
internal sealed class TransientFailure(string message, Exception? inner = null)
    : MlException(MlErrorCode.TemporarilyUnavailable, MlEntity.None, message, null, inner)
{
    /// <summary>Whether the request may have reached the server, whose answer was then lost.</summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>Whether there was nobody to talk to: refused, no route, no such host.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Whether the request took its whole time; waiting once more would take as long again.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>How long the server asks to wait; null if it doesn't.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
