using System.Diagnostics;

namespace MlTrack.Stores.Rest;

/// <summary>
/// Remembers that a server is dead: after a call that failed with all its repetitions, the next ones fail at once for a while, and then
/// are tried once each until the server answers. A pipeline of a thousand items doesn't wait a thousand times.
/// </summary>
internal sealed class RestCircuit
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private MlException? _failure;
    private long _since;

    /// <summary>Throws while the server counts as dead.</summary>
    /// <returns>Whether repetitions are worth while; not before a server that was dead has answered.</returns>
    public bool Enter()
    {
        lock (_lock)
        {
            if (_failure is null)
            {
                return true;
            }

            TimeSpan left = s_pause - Stopwatch.GetElapsedTime(_since);
            return left <= TimeSpan.Zero ? false : throw RestErrors.StillDead(_failure, left);
        }
    }

    /// <summary>Tells how a call ended.</summary>
    /// <param name="failure">Why there was no answer; null if there was one.</param>
    public void Leave(TransientFailure? failure)
    {
        lock (_lock)
        {
            _failure = failure is { IsUnreachable: true } or { IsTimeout: true } ? failure : null;
            _since = Stopwatch.GetTimestamp();
        }
    }
}
