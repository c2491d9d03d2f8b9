namespace MlTrack.Stores;

/// <summary>Adds up what a transfer has done, and tells who wants to know.</summary>
internal sealed class TransferReport(IProgress<ArtifactProgress>? progress, long? total)
{
    private string _path = "";
    private long _files;

    /// <summary>The bytes that were transferred so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Begins a file.</summary>
    /// <returns>What the store is to call for each piece.</returns>
    public Action<long> Start(string path)
    {
        _path = path;
        return Add;
    }

    /// <summary>Ends a file, transferred or left out.</summary>
    public void FileDone()
    {
        _files++;
        progress?.Report(new(_path, _files, Bytes, total));
    }

    private void Add(long bytes)
    {
        Bytes += bytes;
        progress?.Report(new(_path, _files, Bytes, total));
    }
}
