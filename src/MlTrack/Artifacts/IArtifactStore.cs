namespace MlTrack.Stores;

/// <summary>
/// Where the artifacts below one artifact URI are kept. A store moves single files; what a folder, a conflict or a destination means is
/// decided once, above the stores.
/// </summary>
/// <remarks>
/// Every path is clean and relative to the store's root (<c>a/b.txt</c>), or empty for the root itself, which may turn out to be a file.
/// Every method may be called from any thread, throws <see cref="MlException"/> for what a user can meet, and stops within a second with
/// <see cref="OperationCanceledException"/> when its token says so. A reader sees the old file or the new one, never a half-written one:
/// when an upload has returned, the file is there whole, also after the process is killed.
/// </remarks>
public interface IArtifactStore : IDisposable
{
    /// <summary>The root: a plain absolute path or a URI, as it was given. Never holds a secret.</summary>
    string Uri { get; }

    /// <summary>How many files may be transferred at once where that is faster than one after the other.</summary>
    int Parallelism => 1;

    /// <summary>Looks what lies at a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The file or folder; null if nothing is there.</returns>
    ArtifactEntry? Find(string path, CancellationToken cancellationToken = default);

    /// <summary>Lists the files and folders of one level, sorted by path (by code point). A file or a missing path gives nothing.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What the folder holds, as a lazy sequence.</returns>
    IEnumerable<ArtifactEntry> List(string path, CancellationToken cancellationToken = default);

    /// <summary>Reads everything below a folder in the fastest order, each folder before what it holds, in bounded memory.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The files and folders, as a lazy sequence.</returns>
    IEnumerable<ArtifactEntry> Walk(string path, CancellationToken cancellationToken = default);

    /// <summary>Makes a folder, where the store has such a thing; an existing one is left alone.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void MakeFolder(string path, CancellationToken cancellationToken = default);

    /// <summary>Stores a local file; an existing file of that path is replaced.</summary>
    /// <param name="localFile">The local file's full path; a missing one is RESOURCE_DOES_NOT_EXIST.</param>
    /// <param name="path">The path to store it at.</param>
    /// <param name="copied">Is told the bytes of each piece that was transferred.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void Upload(string localFile, string path, Action<long>? copied, CancellationToken cancellationToken = default);

    /// <summary>Stores what a stream holds from its position on; an existing file of that path is replaced.</summary>
    /// <param name="content">The content; it stays open.</param>
    /// <param name="path">The path to store it at.</param>
    /// <param name="copied">Is told the bytes of each piece that was transferred.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void Upload(Stream content, string path, Action<long>? copied, CancellationToken cancellationToken = default);

    /// <summary>Opens a file for reading; a missing one, or a folder, is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The content; the caller disposes it.</returns>
    Stream OpenRead(string path, CancellationToken cancellationToken = default);

    /// <summary>
    /// Writes a file's content to a new local file. Whether that may be is decided above, which also gives it its final name when it is
    /// complete, and removes it after an error. What goes wrong with the local file is thrown as the file system says it.
    /// </summary>
    /// <param name="path">The file; a missing one, or a folder, is RESOURCE_DOES_NOT_EXIST.</param>
    /// <param name="localFile">The full path of a local file that isn't there yet.</param>
    /// <param name="copied">Is told the bytes of each piece that was transferred.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void Download(string path, string localFile, Action<long>? copied, CancellationToken cancellationToken = default);

    /// <summary>Whether a local file has a stored file's size and content, by the best check that the store has.</summary>
    /// <param name="entry">The stored file.</param>
    /// <param name="localFile">The local file's full path.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Whether both are the same.</returns>
    bool IsSame(ArtifactEntry entry, string localFile, CancellationToken cancellationToken = default);
}
