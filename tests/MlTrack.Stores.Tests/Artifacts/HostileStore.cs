namespace MlTrack.Stores.Tests.Artifacts;

/// <summary>A store that lists whatever it is told to, as a bucket that others write to may.</summary>
internal sealed class HostileStore(params string[] paths) : IArtifactStore
{
    public string Uri => "hostile://bucket";

    public ArtifactEntry? Find(string path, CancellationToken cancellationToken = default) =>
        Array.Exists(paths, known => known == path) ? new(path, false, path.Length) : new(path, true, null);

    public IEnumerable<ArtifactEntry> List(string path, CancellationToken cancellationToken = default) => Walk(path, cancellationToken);

    public IEnumerable<ArtifactEntry> Walk(string path, CancellationToken cancellationToken = default) =>
        paths.Select(found => new ArtifactEntry(found, false, found.Length));

    public Stream OpenRead(string path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void Download(string path, string localFile, Action<long>? copied, CancellationToken cancellationToken = default) =>
        File.WriteAllText(localFile, path);

    public bool IsSame(ArtifactEntry entry, string localFile, CancellationToken cancellationToken = default) => false;

    public void MakeFolder(string path, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void Upload(string localFile, string path, Action<long>? copied, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public void Upload(Stream content, string path, Action<long>? copied, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public void Dispose()
    {
    }
}
