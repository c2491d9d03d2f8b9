namespace MlTrack.Stores;

/// <summary>Artifacts in a local folder (or on a mounted share): a plain path or a <c>file:</c> URI.</summary>
/// <remarks>
/// Symbolic links inside the folder are read as what they point at, as long as that lies inside too. One that leads out is listed without
/// a size and refused when it is read or written through. The folder is made by the first write.
/// </remarks>
public sealed class LocalArtifactStore : IArtifactStore
{
    /// <summary>Creates the store; nothing is read or made yet.</summary>
    /// <param name="uri">A plain path, or a <c>file:</c> URI with percent-encoding.</param>
    /// <param name="options">Where relative paths start; null for the defaults.</param>
    public LocalArtifactStore(string uri, ArtifactStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        Tree = new LocalTree(LocalUri.ToPath(uri, options ?? new ArtifactStoreOptions()));
        Uri = ArtifactUris.Scheme(uri) is null ? Tree.Root : uri;
    }

    /// <inheritdoc/>
    public string Uri { get; }

    /// <summary>Some, because making and naming a small file costs more than its bytes; a disk gains nothing by many.</summary>
    public int Parallelism => Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>The folder's full path.</summary>
    public string Folder => Tree.Root;

    internal LocalTree Tree { get; }

    /// <inheritdoc/>
    public ArtifactEntry? Find(string path, CancellationToken cancellationToken = default) => Tree.Find(path);

    /// <inheritdoc/>
    public IEnumerable<ArtifactEntry> List(string path, CancellationToken cancellationToken = default) =>
        Tree.List(path, cancellationToken);

    /// <inheritdoc/>
    public IEnumerable<ArtifactEntry> Walk(string path, CancellationToken cancellationToken = default) =>
        Tree.Walk(path, cancellationToken);

    /// <inheritdoc/>
    public void MakeFolder(string path, CancellationToken cancellationToken = default) => Tree.MakeFolder(path);

    /// <inheritdoc/>
    public void Upload(string localFile, string path, Action<long>? copied, CancellationToken cancellationToken = default) =>
        Tree.WriteFile(path, overwrite: true, file => FileCopy.ToNewFile(localFile, file, copied, cancellationToken));

    /// <inheritdoc/>
    public void Upload(Stream content, string path, Action<long>? copied, CancellationToken cancellationToken = default) =>
        Tree.WriteFile(path, overwrite: true, file => FileCopy.ToNewFile(content, file, copied, cancellationToken));

    /// <inheritdoc/>
    public Stream OpenRead(string path, CancellationToken cancellationToken = default) =>
        new FileStream(FileCopy.Open(Readable(path), out _), FileAccess.Read);

    /// <inheritdoc/>
    public void Download(string path, string localFile, Action<long>? copied, CancellationToken cancellationToken = default) =>
        FileCopy.ToNewFile(Readable(path), localFile, copied, cancellationToken);

    /// <inheritdoc/>
    public bool IsSame(ArtifactEntry entry, string localFile, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return FileCopy.AreSame(Readable(entry.Path), localFile, cancellationToken);
    }

    /// <summary>Nothing to release.</summary>
    public void Dispose()
    {
    }

    private string Readable(string path)
    {
        string file = Tree.Resolve(path);
        return File.Exists(file) ? file
            : Directory.Exists(file) ? throw ArtifactErrors.NoFile(path, Uri)
            : throw ArtifactErrors.NotFound(path, Uri);
    }
}
