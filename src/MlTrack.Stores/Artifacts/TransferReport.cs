namespace MlTrack.Stores;

/// <summary>Adds up what a transfer has done, and tells who wants to know.</summary>
internal sealed class TransferReport(IProgress<ArtifactProgress>? progress, long? total)
{
    private const long Unknown = -1;

    private long _total = total ?? Unknown;
    private long _bytes;
    private long _skipped;
    private long _files;

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
        if (IsTold)
        {
            Post(() => Tell(path));
        }
    };

    /// <summary>Ends a file that was transferred.</summary>
    public void FileDone(string path) => FileSkipped(path, size: 0);

    /// <summary>Ends a file that is left out; its bytes are no longer to come.</summary>
    public void FileSkipped(string path, long size)
    {
        if (IsTold)
        {
            Post(() =>
            {
                _files++;
                _skipped += size;
                Tell(path);
            });
        }
    }

    private void Tell(string path)
    {
        long all = Volatile.Read(ref _total);
        progress?.Report(new(path, _files, Bytes, all == Unknown ? null : all - _skipped));
    }
}
