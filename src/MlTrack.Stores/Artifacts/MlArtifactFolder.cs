using System.Text;

namespace MlTrack.Stores;

/// <summary>The artifacts of one run, or below one URI: what a program logs to, lists and saves from. Looked up once, used often.</summary>
/// <remarks>
/// Artifact paths are clean and relative with <c>/</c> between their parts; '' and null mean the root. All methods throw
/// <see cref="MlException"/>.
/// </remarks>
public sealed class MlArtifactFolder : IDisposable
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArtifactStoreOptions _options;

    internal MlArtifactFolder(IArtifactStore store, ArtifactStoreOptions options, string? runId = null, string? storeKey = null)
    {
        Store = store;
        _options = options;
        RunId = runId;
        StoreKey = storeKey;
    }

    /// <summary>The run; null for the artifacts below a URI.</summary>
    public string? RunId { get; }

    /// <summary>The root: a plain absolute path or a URI, without any secret.</summary>
    public string Uri => Store.Uri;

    /// <summary>The store itself. Paths that go to it directly must be checked already.</summary>
    public IArtifactStore Store { get; }

    internal string? StoreKey { get; }

    /// <summary>
    /// Stores a local file or folder. A file keeps its name below <paramref name="artifactPath"/>; what a folder holds goes to
    /// <paramref name="artifactPath"/>, and without one (null) to a folder of its own name. Existing files are replaced.
    /// </summary>
    /// <param name="localPath">The file or folder; a missing one is RESOURCE_DOES_NOT_EXIST.</param>
    /// <param name="artifactPath">The folder to put it in; '' for the root.</param>
    /// <param name="transfer">Progress, and what to do with files that can't be read; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was stored: the file, or the folder.</returns>
    public MlArtifact Log(
        string localPath, string? artifactPath = null, ArtifactTransfer? transfer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(localPath);
        string folder = ArtifactPaths.Folder(artifactPath);
        string source = localPath.Length == 0
            ? throw ArtifactErrors.SourceNotFound(localPath)
            : Path.TrimEndingDirectorySeparator(_options.FullPath(localPath));
        string name = Path.GetFileName(source);
        transfer ??= new ArtifactTransfer();
        if (Directory.Exists(source))
        {
            string target = artifactPath is not null ? folder
                : name.Length > 0 ? ArtifactPaths.File(name) : throw ArtifactErrors.NoName(localPath);
            ArtifactUpload.Folder(Store, source, target, transfer, cancellationToken);
            return Describe(new ArtifactEntry(target, IsDirectory: true, Size: null));
        }

        if (!File.Exists(source))
        {
            throw ArtifactErrors.SourceNotFound(localPath);
        }

        string path = ArtifactPaths.File(ArtifactPaths.Join(folder, name));
        return Describe(ArtifactUpload.File(Store, source, path, transfer, cancellationToken));
    }

    /// <summary>Stores a text as UTF-8 without a byte order mark.</summary>
    /// <param name="artifactFile">The path to store it at.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The file.</returns>
    public MlArtifact LogText(string artifactFile, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            return LogBytes(artifactFile, s_utf8.GetBytes(text), cancellationToken);
        }
        catch (EncoderFallbackException exception)
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Value,
                FormattableString.Invariant(
                    $"The text of {MlText.Show(artifactFile)} holds half of a surrogate pair at position {exception.Index}. Log bytes."),
                artifactFile, exception);
        }
    }

    /// <summary>Stores JSON as MLflow's log_dict lays it out, indented by 2.</summary>
    /// <param name="artifactFile">The path to store it at.</param>
    /// <param name="json">The JSON, laid out in any way.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The file.</returns>
    public MlArtifact LogJson(string artifactFile, string json, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(json);
        return LogText(ArtifactPaths.File(artifactFile), JsonText.Indent(json), cancellationToken);
    }

    /// <summary>Stores bytes.</summary>
    /// <param name="artifactFile">The path to store them at.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The file.</returns>
    public MlArtifact LogBytes(string artifactFile, byte[] content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using MemoryStream stream = new(content, writable: false);
        return LogStream(artifactFile, stream, cancellationToken);
    }

    /// <summary>Stores what a stream holds from its position on.</summary>
    /// <param name="artifactFile">The path to store it at.</param>
    /// <param name="content">The content; it stays open.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The file.</returns>
    public MlArtifact LogStream(string artifactFile, Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        string path = ArtifactPaths.File(artifactFile);
        long size = 0;
        Store.Upload(content, path, bytes => size += bytes, cancellationToken);
        return Describe(new ArtifactEntry(path, IsDirectory: false, size));
    }

    /// <summary>
    /// Lists a folder as a lazy sequence, each level sorted by path. A file or a missing path gives nothing. Links that lead out of the
    /// root are listed as files without a size.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="recurse">Whether each folder is followed by what it holds.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The files and folders.</returns>
    public IEnumerable<MlArtifact> List(string? path = null, bool recurse = false, CancellationToken cancellationToken = default)
    {
        string folder = ArtifactPaths.Folder(path);
        return recurse ? ListAll(folder, cancellationToken) : Store.List(folder, cancellationToken).Select(Describe);
    }

    /// <summary>Looks what lies at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The file or folder; null if nothing is there.</returns>
    public MlArtifact? Find(string? path, CancellationToken cancellationToken = default) =>
        Store.Find(ArtifactPaths.Folder(path), cancellationToken) is { } entry ? Describe(entry) : null;

    /// <summary>Opens a file for reading; a missing one is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The content; the caller disposes it.</returns>
    public Stream OpenRead(string path, CancellationToken cancellationToken = default) =>
        Store.OpenRead(ArtifactPaths.File(path), cancellationToken);

    /// <summary>Saves a file or folder; it keeps its whole path below the destination.</summary>
    /// <param name="path">What to save; '' for everything.</param>
    /// <param name="destination">The folder to save it in, made if it is missing.</param>
    /// <param name="transfer">How to transfer; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The full local path of what was saved.</returns>
    public string Download(
        string? path, string destination, ArtifactTransfer? transfer = null, CancellationToken cancellationToken = default)
    {
        string checkedPath = ArtifactPaths.Folder(path);
        return DownloadAs(checkedPath, destination, checkedPath, transfer, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => Store.Dispose();

    internal string DownloadAs(
        string path, string destination, string saveAs, ArtifactTransfer? transfer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return ArtifactDownload.Run(
            Store, path, _options.FullPath(destination), saveAs, transfer ?? new ArtifactTransfer(), cancellationToken);
    }

    private MlArtifact Describe(ArtifactEntry entry) => new()
    {
        Path = entry.Path,
        IsDirectory = entry.IsDirectory,
        Size = entry.Size,
        RunId = RunId,
        Uri = ArtifactUris.Append(Uri, entry.Path),
        StoreKey = StoreKey,
    };

    private IEnumerable<MlArtifact> ListAll(string path, CancellationToken cancellationToken)
    {
        Stack<IEnumerator<ArtifactEntry>> open = new();
        try
        {
            open.Push(Store.List(path, cancellationToken).GetEnumerator());
            while (open.TryPeek(out IEnumerator<ArtifactEntry>? level))
            {
                if (!level.MoveNext())
                {
                    open.Pop().Dispose();
                    continue;
                }

                ArtifactEntry entry = level.Current;
                yield return Describe(entry);
                if (entry is { IsDirectory: true, Error: null } && ArtifactPaths.Problem(entry.Path) is null)
                {
                    open.Push(Store.List(entry.Path, cancellationToken).GetEnumerator());
                }
            }
        }
        finally
        {
            foreach (IEnumerator<ArtifactEntry> level in open)
            {
                level.Dispose();
            }
        }
    }
}
