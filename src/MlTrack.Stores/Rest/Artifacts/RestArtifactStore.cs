using System.Collections.Concurrent;
using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Rest.Artifacts;

/// <summary>Artifacts behind an MLflow server, which hands them on to wherever it keeps them.</summary>
/// <remarks>
/// A server has no folders of its own: they come and go with the files in them. A file that is being stored replaces the old one when it
/// is complete (3.x; 2.22 writes it piece by piece).
/// </remarks>
internal sealed class RestArtifactStore : IArtifactStore
{
    private const string Api = "api/2.0/mlflow-artifacts/artifacts";

    private readonly RestClient _client;
    private readonly string _root;
    private readonly Func<CancellationToken, bool> _isOld;
    private readonly bool _ownsClient;

    // The folders that a folder held when it was first looked at, and those made since: a store lives no longer than a command.
    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> _folders = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _made = new(StringComparer.Ordinal);

    /// <summary>Creates the store; nothing is read yet.</summary>
    /// <param name="client">The server.</param>
    /// <param name="uri">The root, as it was given.</param>
    /// <param name="root">The root's path on the server.</param>
    /// <param name="isOld">Whether the server is older than version 3.</param>
    /// <param name="ownsClient">Whether the client ends with this store.</param>
    public RestArtifactStore(RestClient client, string uri, string root, Func<CancellationToken, bool> isOld, bool ownsClient)
    {
        _client = client;
        Uri = uri;
        _root = root;
        _isOld = isOld;
        _ownsClient = ownsClient;
    }

    /// <inheritdoc/>
    public string Uri { get; }

    /// <inheritdoc/>
    public int Parallelism => 8;

    /// <inheritdoc/>
    public ArtifactEntry? Find(string path, CancellationToken cancellationToken = default)
    {
        ArtifactPaths.Folder(path);
        if (path.Length == 0 && ListFolder(_root, cancellationToken).Count > 0)
        {
            return new ArtifactEntry("", IsDirectory: true, Size: null);
        }

        string full = ArtifactPaths.Join(_root, path);
        if (full.Length == 0)
        {
            return null;
        }

        string name = ArtifactPaths.Name(full);
        return ListFolder(ArtifactPaths.Parent(full), cancellationToken).Find(file => file.Path == name) is { } found
            ? new ArtifactEntry(path, found.IsDir, found.IsDir ? null : found.FileSize)
            : null;
    }

    /// <inheritdoc/>
    public IEnumerable<ArtifactEntry> List(string path, CancellationToken cancellationToken = default)
    {
        List<ArtifactEntry> entries = ListFolder(ArtifactPaths.Join(_root, ArtifactPaths.Folder(path)), cancellationToken)
            .ConvertAll(file => new ArtifactEntry(ArtifactPaths.Join(path, file.Path), file.IsDir, file.IsDir ? null : file.FileSize));
        entries.Sort(static (a, b) => ArtifactPaths.Compare(a.Path, b.Path));
        return entries;
    }

    /// <inheritdoc/>
    public IEnumerable<ArtifactEntry> Walk(string path, CancellationToken cancellationToken = default)
    {
        Stack<string> folders = new([path]);
        while (folders.TryPop(out string? folder))
        {
            foreach (ArtifactEntry entry in List(folder, cancellationToken))
            {
                yield return entry;

                // A listing is a server's word alone: only what lies below is walked into.
                if (entry.IsDirectory && ArtifactPaths.Problem(entry.Path) is null)
                {
                    folders.Push(entry.Path);
                }
            }
        }
    }

    /// <summary>Does nothing: a folder is there when something lies in it.</summary>
    /// <inheritdoc/>
    public void MakeFolder(string path, CancellationToken cancellationToken = default)
    {
        ProxyNames.CheckForUpload(ArtifactPaths.Folder(path));
    }

    /// <inheritdoc/>
    public void Upload(string localFile, string path, Action<long>? copied, CancellationToken cancellationToken = default)
    {
        CheckPlace(path, cancellationToken);
        using FileStream file = new(FileCopy.Open(localFile, out long length), FileAccess.Read, bufferSize: 0);
        if (length == 0)
        {
            // Some files have content but no length, such as those of /proc.
            using Stream spooled = SpooledFile.Of(file, localFile, cancellationToken);
            Put(spooled, localFile, spooled.Length, path, copied, cancellationToken);
        }
        else
        {
            Put(file, localFile, length, path, copied, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Upload(Stream content, string path, Action<long>? copied, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        CheckPlace(path, cancellationToken);
        if (content.CanSeek)
        {
            Put(content, path, content.Length - content.Position, path, copied, cancellationToken);
        }
        else
        {
            using Stream spooled = SpooledFile.Of(content, path, cancellationToken);
            Put(spooled, path, spooled.Length, path, copied, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Stream OpenRead(string path, CancellationToken cancellationToken = default) => _client.OpenStream(
        GetCall(ArtifactPaths.Folder(path), cancellationToken), () => NotThere(path, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Download(string path, string localFile, Action<long>? copied, CancellationToken cancellationToken = default) =>
        _client.Download(
            GetCall(ArtifactPaths.Folder(path), cancellationToken),
            () => new FileStream(localFile, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0),
            copied, () => NotThere(path, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public bool IsSame(ArtifactEntry entry, string localFile, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        using (FileCopy.Open(localFile, out long length))
        {
            if (entry.Size is { } size && size != length)
            {
                return false;
            }
        }

        // A server tells no checksum, so that the content itself must come.
        using Stream stored = OpenRead(entry.Path, cancellationToken);
        return FileCopy.IsSame(stored, localFile, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsClient)
        {
            _client.Dispose();
        }
    }

    private void Put(
        Stream content, string source, long length, string path, Action<long>? copied, CancellationToken cancellationToken)
    {
        long start = content.Position;
        long sent = 0;
        _client.Upload(
            Call(HttpMethod.Put, path),
            limit =>
            {
                // A repetition starts anew, and what was counted the last time didn't arrive.
                copied?.Invoke(-sent);
                sent = 0;
                content.Position = start;
                return new UploadContent(content, source, length, limit, bytes =>
                {
                    sent += bytes;
                    copied?.Invoke(bytes);
                });
            },
            () => InTheWay(path, cancellationToken),
            cancellationToken);
    }

    // Told a file's name that is a folder's, 2.22 stores it in that folder; others break down, and a repetition changes nothing.
    private MlException? InTheWay(string path, CancellationToken cancellationToken)
    {
        if (Find(path, cancellationToken) is { IsDirectory: true })
        {
            return ArtifactErrors.InTheWay(path, isFile: false);
        }

        for (string folder = ArtifactPaths.Parent(path); folder.Length > 0; folder = ArtifactPaths.Parent(folder))
        {
            if (Find(folder, cancellationToken) is { IsDirectory: false })
            {
                return ArtifactErrors.InTheWay(folder, isFile: true);
            }
        }

        return null;
    }

    private void CheckPlace(string path, CancellationToken cancellationToken)
    {
        ProxyNames.CheckForUpload(ArtifactPaths.File(path));
        if (!_isOld(cancellationToken))
        {
            return;
        }

        if (_made.ContainsKey(path) || FoldersIn(ArtifactPaths.Parent(path), cancellationToken).Contains(ArtifactPaths.Name(path)))
        {
            throw ArtifactErrors.InTheWay(path, isFile: false);
        }

        for (string folder = ArtifactPaths.Parent(path); folder.Length > 0 && _made.TryAdd(folder, true); folder = ArtifactPaths.Parent(folder))
        {
        }
    }

    private IReadOnlySet<string> FoldersIn(string path, CancellationToken cancellationToken) => _folders.GetOrAdd(
        path,
        folder => ListFolder(ArtifactPaths.Join(_root, folder), cancellationToken).Where(file => file.IsDir).Select(file => file.Path).ToHashSet());

    // Servers before 3 break down over a name beyond Latin-1 in the answer's headers; their way for browsers escapes it.
    private RestCall GetCall(string path, CancellationToken cancellationToken) =>
        ArtifactPaths.Name(ArtifactPaths.Join(_root, path)).Any(c => c > '\u00ff') && RunOfRoot() is { } runId && _isOld(cancellationToken)
            ? new RestCall(HttpMethod.Get, RestPath.WithQuery("get-artifact", [("run_uuid", runId), ("path", path)]))
            : Call(HttpMethod.Get, path);

    // <experiment>/<run>/artifacts
    private string? RunOfRoot() => _root.Split('/') is [.., var run, "artifacts"] ? run : null;

    private RestCall Call(HttpMethod method, string path) => new(method, $"{Api}/{ProxyNames.Escape(ArtifactPaths.Join(_root, path))}");

    // Servers say many things of a file that isn't there (404, 400, 500); the listing says the truth.
    private MlException? NotThere(string path, CancellationToken cancellationToken) => Find(path, cancellationToken) switch
    {
        null => ArtifactErrors.NotFound(path, Uri),
        { IsDirectory: true } => ArtifactErrors.NoFile(path, Uri),
        _ => null,
    };

    private List<FileMessage> ListFolder(string path, CancellationToken cancellationToken)
    {
        string call = RestPath.WithQuery(Api, [("path", path)]);
        return _client.Send(new RestCall(HttpMethod.Get, call), RestWire.Json.FilesReply, cancellationToken).Files ?? [];
    }
}
