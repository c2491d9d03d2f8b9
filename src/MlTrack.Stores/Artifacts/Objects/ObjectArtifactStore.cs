using System.Runtime.ExceptionServices;
using System.Text;
using System.Xml;

namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>Artifacts in a store that knows objects by key and has no folders of its own: what the paths, folders and files of a run mean
/// there. A class below says how its service lists, reads and stores objects.</summary>
/// <remarks>
/// Keys are <c>root/path</c>, unescaped, as MLflow writes them. A folder is there when something lies in it. What the service lists may be
/// hostile: a key that is no clean path is listed as it is, and refused when it is saved.
/// </remarks>
internal abstract partial class ObjectArtifactStore : IArtifactStore
{
    private const int LongestKey = 1024;

    private readonly string _root;

    /// <summary>Creates the store.</summary>
    /// <param name="uri">The root, as it was given.</param>
    /// <param name="root">The key that it means; '' for everything.</param>
    /// <param name="server">The service, for errors.</param>
    protected ObjectArtifactStore(string uri, string root, string server)
    {
        Uri = uri;
        _root = root;
        Server = server;
    }

    /// <inheritdoc/>
    public string Uri { get; }

    /// <inheritdoc/>
    public int Parallelism => 8;

    /// <summary>The service, for errors.</summary>
    protected string Server { get; }

    /// <summary>Whether the service keeps the MD5 of a whole content that came in parts.</summary>
    protected abstract bool KeepsWholeMd5 { get; }

    /// <inheritdoc/>
    public ArtifactEntry? Find(string path, CancellationToken cancellationToken = default)
    {
        string key = KeyOf(ArtifactPaths.Folder(path));
        return Call(path, async token =>
        {
            ArtifactEntry folder = new(path, IsDirectory: true, Size: null);
            if (path.Length == 0 && await HoldsAnythingAsync(key, token).ConfigureAwait(false))
            {
                return folder;
            }

            if (key.Length > 0 && await FindObjectAsync(key, token).ConfigureAwait(false) is { } info)
            {
                return new ArtifactEntry(path, IsDirectory: false, info.Size);
            }

            return path.Length > 0 && await HoldsAnythingAsync(key, token).ConfigureAwait(false) ? folder : null;
        }, cancellationToken);
    }

    /// <summary>Does nothing: a folder is there when something lies in it.</summary>
    /// <inheritdoc/>
    public void MakeFolder(string path, CancellationToken cancellationToken = default) => ArtifactPaths.Folder(path);

    /// <inheritdoc/>
    public void Upload(string localFile, string path, Action<long>? copied, CancellationToken cancellationToken = default)
    {
        string key = KeyToWrite(path);
        using ObjectContent content = ObjectContent.OfFile(localFile, cancellationToken);
        Put(content, key, path, copied, cancellationToken);
    }

    /// <inheritdoc/>
    public void Upload(Stream content, string path, Action<long>? copied, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        string key = KeyToWrite(path);
        using ObjectContent kept = ObjectContent.OfStream(content, path, cancellationToken);
        Put(kept, key, path, copied, cancellationToken);
    }

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

        string key = KeyOf(ArtifactPaths.Folder(entry.Path));
        ObjectInfo info = Call(entry.Path, token => FindObjectAsync(key, token), cancellationToken)
            ?? throw ArtifactErrors.NotFound(entry.Path, Uri);
        if (info.Checksum is { } checksum)
        {
            bool matches = checksum.Matches(localFile, cancellationToken);
            if (matches || checksum.IsCertain)
            {
                return matches;
            }
        }

        using Stream stored = OpenRead(entry.Path, cancellationToken);
        return FileCopy.IsSame(stored, localFile, cancellationToken);
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Reads a page of a listing.</summary>
    /// <param name="prefix">What the keys begin with.</param>
    /// <param name="isDeep">Whether everything below is listed, in the order of the keys; otherwise one level.</param>
    /// <param name="most">The most that the page may hold; null for the service's usual.</param>
    /// <param name="next">Where the page starts; null for the first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The page.</returns>
    protected abstract Task<ObjectPage> ListPageAsync(
        string prefix, bool isDeep, int? most, string? next, CancellationToken cancellationToken);

    /// <summary>Looks at an object; null if there is none.</summary>
    protected abstract Task<ObjectInfo?> FindObjectAsync(string key, CancellationToken cancellationToken);

    /// <summary>Reads an object from a place on; null if there is none.</summary>
    /// <param name="key">The object.</param>
    /// <param name="start">The first byte.</param>
    /// <param name="length">How many bytes at most; null for all.</param>
    /// <param name="version">The version that it must have; null for any.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The content.</returns>
    protected abstract Task<ObjectRead?> ReadAsync(
        string key, long start, long? length, string? version, CancellationToken cancellationToken);

    /// <summary>Stores a content in one piece.</summary>
    protected abstract Task PutWholeAsync(string key, Stream content, byte[] md5, CancellationToken cancellationToken);

    /// <summary>Begins to store a content in parts.</summary>
    /// <returns>What the parts belong to.</returns>
    protected abstract Task<string> BeginAsync(string key, long partSize, CancellationToken cancellationToken);

    /// <summary>Stores a part.</summary>
    /// <returns>What the service calls it.</returns>
    protected abstract Task<string> PutPartAsync(
        string key, string upload, int number, Stream content, byte[] md5, CancellationToken cancellationToken);

    /// <summary>Makes the parts the object's content.</summary>
    protected abstract Task CommitAsync(string key, string upload, IReadOnlyList<string> parts, byte[]? md5, CancellationToken cancellationToken);

    /// <summary>Throws the parts away.</summary>
    protected abstract Task AbortAsync(string key, string upload, CancellationToken cancellationToken);

    /// <summary>What an exception of the service's means; null if it is none of its own.</summary>
    protected abstract MlException? Map(Exception exception, string path);

    private T Call<T>(string path, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        Mapped(path, () => SdkCalls.Wait(call, cancellationToken), cancellationToken);

    private void Call(string path, Func<CancellationToken, Task> call, Action tick, CancellationToken cancellationToken) =>
        Mapped(
            path,
            () =>
            {
                SdkCalls.Wait(call, tick, cancellationToken);
                return true;
            },
            cancellationToken);

    private T Mapped<T>(string path, Func<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return call();
        }
        catch (LocalFailure failure)
        {
            ExceptionDispatchInfo.Throw(failure.InnerException!);
            throw;
        }
        catch (Exception exception) when (exception is not MlException && !cancellationToken.IsCancellationRequested
            && MapAny(exception, path) is { } mapped)
        {
            throw mapped;
        }
    }

    private MlException? MapAny(Exception exception, string path) => ObjectErrors.Ours(exception) ?? Map(exception, path)
        ?? (ObjectErrors.IsUnreachable(exception) ? ObjectErrors.Unreachable(Server, exception)
            : exception is XmlException or FormatException ? ObjectErrors.Unexpected(Server, exception)
            : null);

    private async Task<bool> HoldsAnythingAsync(string key, CancellationToken cancellationToken) =>
        (await ListPageAsync(Below(key), isDeep: true, most: 1, next: null, cancellationToken).ConfigureAwait(false)).Items.Count > 0;

    private string KeyOf(string path) => ArtifactPaths.Join(_root, path);

    private string KeyToWrite(string path)
    {
        string key = KeyOf(ArtifactPaths.File(path));
        return Encoding.UTF8.GetByteCount(key) <= LongestKey ? key : throw ObjectErrors.TooLong(path, LongestKey);
    }

    private static string Below(string key) => key.Length == 0 ? "" : key + "/";
}
