namespace MlTrack.Stores;

/// <summary>A store shown below a folder's name: the logged model of a run, as the run's URI names its files. It is read alone.</summary>
/// <param name="inner">The store.</param>
/// <param name="prefix">The folder's name.</param>
/// <param name="uri">The root that the folder lies in, as users know it.</param>
internal sealed class PrefixedArtifactStore(IArtifactStore inner, string prefix, string uri) : IArtifactStore
{
    /// <inheritdoc/>
    public string Uri => uri;

    /// <inheritdoc/>
    public ArtifactEntry? Find(string path, CancellationToken cancellationToken = default) =>
        path.Length == 0 ? new ArtifactEntry("", IsDirectory: true, null)
        : Inside(path) is { } below && inner.Find(below, cancellationToken) is { } entry ? Outside(entry)
        : null;

    /// <inheritdoc/>
    public IEnumerable<ArtifactEntry> List(string path, CancellationToken cancellationToken = default) =>
        path.Length == 0 ? [new ArtifactEntry(prefix, IsDirectory: true, null)]
        : Inside(path) is { } below ? inner.List(below, cancellationToken).Select(Outside)
        : [];

    /// <inheritdoc/>
    public IEnumerable<ArtifactEntry> Walk(string path, CancellationToken cancellationToken = default) =>
        path.Length == 0 ? [new ArtifactEntry(prefix, IsDirectory: true, null), .. inner.Walk("", cancellationToken).Select(Outside)]
        : Inside(path) is { } below ? inner.Walk(below, cancellationToken).Select(Outside)
        : [];

    /// <inheritdoc/>
    public void MakeFolder(string path, CancellationToken cancellationToken = default) => throw ReadOnly();

    /// <inheritdoc/>
    public void Upload(string localFile, string path, Action<long>? copied, CancellationToken cancellationToken = default) =>
        throw ReadOnly();

    /// <inheritdoc/>
    public void Upload(Stream content, string path, Action<long>? copied, CancellationToken cancellationToken = default) =>
        throw ReadOnly();

    /// <inheritdoc/>
    public Stream OpenRead(string path, CancellationToken cancellationToken = default) =>
        inner.OpenRead(Inside(path) ?? throw ArtifactErrors.NotFound(path, uri), cancellationToken);

    /// <inheritdoc/>
    public void Download(string path, string localFile, Action<long>? copied, CancellationToken cancellationToken = default) =>
        inner.Download(Inside(path) ?? throw ArtifactErrors.NotFound(path, uri), localFile, copied, cancellationToken);

    /// <inheritdoc/>
    public bool IsSame(ArtifactEntry entry, string localFile, CancellationToken cancellationToken = default) =>
        Inside(entry.Path) is { } below && inner.IsSame(entry with { Path = below }, localFile, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private string? Inside(string path) => path == prefix ? ""
        : path.StartsWith(prefix + "/", StringComparison.Ordinal) ? path[(prefix.Length + 1)..]
        : null;

    private ArtifactEntry Outside(ArtifactEntry entry) => entry with { Path = ArtifactPaths.Join(prefix, entry.Path) };

    private InvalidOperationException ReadOnly() => new($"The files of a logged model are not written through {uri}.");
}
