namespace MlTrack.Stores.Tests.Artifacts;

/// <summary>A store to which one file is stored at a time; with the first one, all its neighbours vanish.</summary>
internal sealed class VanishingSource(IArtifactStore store) : IArtifactStore
{
    /// <summary>The name of the file that was stored.</summary>
    public string? First { get; private set; }

    public string Uri => store.Uri;

    public ArtifactEntry? Find(string path, CancellationToken cancellationToken) => store.Find(path, cancellationToken);

    public IEnumerable<ArtifactEntry> List(string path, CancellationToken cancellationToken) => store.List(path, cancellationToken);

    public IEnumerable<ArtifactEntry> Walk(string path, CancellationToken cancellationToken) => store.Walk(path, cancellationToken);

    public void MakeFolder(string path, CancellationToken cancellationToken) => store.MakeFolder(path, cancellationToken);

    public void Upload(string localFile, string path, Action<long>? copied, CancellationToken cancellationToken)
    {
        if (First is null)
        {
            First = Path.GetFileName(localFile);
            foreach (string neighbour in Directory.GetFiles(Path.GetDirectoryName(localFile)!).Where(file => file != localFile))
            {
                File.Delete(neighbour);
            }
        }

        store.Upload(localFile, path, copied, cancellationToken);
    }

    public void Upload(Stream content, string path, Action<long>? copied, CancellationToken cancellationToken) =>
        store.Upload(content, path, copied, cancellationToken);

    public Stream OpenRead(string path, CancellationToken cancellationToken) => store.OpenRead(path, cancellationToken);

    public void Download(string path, string localFile, Action<long>? copied, CancellationToken cancellationToken) =>
        store.Download(path, localFile, copied, cancellationToken);

    public bool IsSame(ArtifactEntry entry, string localFile, CancellationToken cancellationToken) =>
        store.IsSame(entry, localFile, cancellationToken);

    public void Dispose() => store.Dispose();
}
