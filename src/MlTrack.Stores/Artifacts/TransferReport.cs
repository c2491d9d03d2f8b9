using System.Diagnostics;

namespace MlTrack.Stores;

/// <summary>
/// Adds up what a transfer has done, and tells who wants to know: at once in the beginning, then some fifty times a second at most, because
/// handing a report to another thread costs as much as a small file.
/// </summary>
internal sealed class TransferReport(IProgress<ArtifactProgress>? progress, long? total)
{
    private const long Unknown = -1;

    private static readonly long s_interval = Stopwatch.Frequency / 50;

    private long _total = total ?? Unknown;
    private long _bytes;
    private long _skipped;
    private long _files;
    private long _next;
    private volatile string? _untold;

    /// <summary>Hands a report to the thread that is to make it; by default it is made at once.</summary>
    public Action<Action> Post { get; set; } = static report => report();

    /// <summary>Whether anybody wants to know.</summary>
    public bool IsTold => progress is not null;

    /// <summary>The bytes that were transferred so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Says how many bytes there are, when that is known; from any thread.</summary>
    public void SetTotal(long bytes) => Volatile.Write(ref _total, bytes);

    /// <summary>Begins a file.</summary>
    /// <returns>What the store is to call for each piece.</returns>
    public Action<long> Start(string path) => bytes =>
    {
        Interlocked.Add(ref _bytes, bytes);
        Changed(path);
    };

    /// <summary>Ends a file that was transferred.</summary>
    public void FileDone(string path) => FileSkipped(path, size: 0);

    /// <summary>Ends a file that is left out; its bytes are no longer to come.</summary>
    public void FileSkipped(string path, long size)
    {
        Interlocked.Add(ref _skipped, size);
        Interlocked.Increment(ref _files);
        Changed(path);
    }

    /// <summary>Tells the end of it, on the caller's thread.</summary>
    public void Finish()
    {
        if (_untold is { } path)
        {
            Tell(path);
        }
    }

    private void Changed(string path)
    {
        if (!IsTold)
        {
            return;
        }

        _untold = path;
        long now = Stopwatch.GetTimestamp();
        long next = Interlocked.Read(ref _next);
        if (now >= next && Interlocked.CompareExchange(ref _next, now + s_interval, next) == next)
        {
            Post(() => Tell(path));
        }
    }

    private void Tell(string path)
    {
        _untold = null;
        long all = Volatile.Read(ref _total);
        progress?.Report(new(path, Interlocked.Read(ref _files), Bytes, all == Unknown ? null : all - Interlocked.Read(ref _skipped)));
    }
}
