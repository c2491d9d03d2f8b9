namespace MlTrack.Stores;

/// <summary>Adds up what a transfer has done, and tells who wants to know.</summary>
internal sealed class TransferReport(IProgress<ArtifactProgress>? progress, long? total)
{
    private string _path = "";
    private long _files;
    private long _bytes;

    /// <summary>Begins a file.</summary>
    /// <returns>What the store is to call for each piece; null if nobody listens.</returns>
    public Action<long>? Start(string path)
    {
        _path = path;
        return progress is null ? null : Add;
    }

    /// <summary>Ends a file, transferred or left out.</summary>
    public void FileDone()
    {
        _files++;
        progress?.Report(new(_path, _files, _bytes, total));
    }

    private void Add(long bytes)
    {
        _bytes += bytes;
        progress?.Report(new(_path, _files, _bytes, total));
    }
}
