using System.Net;

namespace MlTrack.Stores.Rest;

/// <summary>A server's whole answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
internal sealed record RestReply(HttpStatusCode Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>How long the server asks to wait; null if it doesn't.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether an earlier attempt of the same call may have reached the server.</summary>
    public bool IsRepeated { get; init; }

    public bool IsSuccess => (int)Status is >= 200 and <= 299;

    /// <summary>Whether the body can be JSON's objects: a page of HTML is somebody else's answer.</summary>
    public bool LooksLikeJson => Body.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
}
