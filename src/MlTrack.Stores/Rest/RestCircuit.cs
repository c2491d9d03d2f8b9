using System.Diagnostics;

namespace MlTrack.Stores.Rest;

/// <summary>
/// Remembers that a server is dead: after a call that failed with all its repetitions, the next ones fail at once for a while, and then
/// are tried once each until the server answers. Where a server is there but doesn't do its work, as a proxy says of one that is dead (502),
/// the next ones are tried at once, but not repeated. A thousand items don't wait a thousand times.
/// </summary>
internal sealed class RestCircuit
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private MlException? _failure;
    private bool _isUseless;
    private long _since;

    /// <summary>Throws while the server counts as dead.</summary>
    /// <returns>Whether repetitions are worth while; not before a server that was dead has answered.</returns>
    public bool Enter()
    {
        lock (_lock)
        {
            TimeSpan left = s_pause - Stopwatch.GetElapsedTime(_since);
            if (_failure is null)
            {
                return !_isUseless || left <= TimeSpan.Zero;
            }

            return left <= TimeSpan.Zero ? false : throw RestErrors.StillDead(_failure, left);
        }
    }

    /// <summary>Tells how a call ended.</summary>
    /// <param name="failure">Why there was no answer; null if there was one.</param>
    /// <param name="isRepeated">Whether it was repeated without success, or not repeated because that was of no use just before.</param>
    public void Leave(TransientFailure? failure, bool isRepeated)
    {
        lock (_lock)
        {
            _isUseless = failure is not null && isRepeated;
            _failure = failure is { IsUnreachable: true } or { IsTimeout: true } ? failure : null;
            _since = Stopwatch.GetTimestamp();
        }
    }
}
