namespace MlTrack.Stores;

/// <summary>Adds up what a transfer has done, and tells who wants to know.</summary>
internal sealed class TransferReport(IProgress<ArtifactProgress>? progress, long? total)
{
    private long _files;

    /// <summary>Hands a report to the thread that is to make it; by default it is made at once.</summary>
    public Action<Action> Post { get; set; } = static report => report();

    /// <summary>The bytes that were transferred so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Begins a file.</summary>
    /// <returns>What the store is to call for each piece.</returns>
    public Action<long> Start(string path) => bytes => Post(() =>
    {
        Bytes += bytes;
        progress?.Report(new(path, _files, Bytes, total));
    });

    /// <summary>Ends a file, transferred or left out.</summary>
    public void FileDone(string path) => Post(() =>
    {
        _files++;
        progress?.Report(new(path, _files, Bytes, total));
    });
}
