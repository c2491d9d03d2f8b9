using System.Globalization;

namespace MlTrack.Stores;

/// <summary>
/// A local folder that nothing leaves: paths below it are resolved with every link on the way, and one that leads out is refused.
/// Serves as the root of an artifact store, as the source of an upload and as the destination of a download.
/// </summary>
/// <remarks>
/// A file is written beside its place under a name that neither MLflow nor this class lists, and renamed when it is complete. The rename
/// makes it survive a killed process; nothing is flushed to the disk for a power cut, as in MLflow, because that costs more than the copy.
/// Links are judged when they are met. This guards against what lies in a folder, not against somebody who swaps a folder for a link in
/// between and may write there anyway.
/// </remarks>
internal sealed partial class LocalTree
{
    private readonly string _unfinished = $"{ArtifactPaths.UnfinishedPrefix}{Guid.NewGuid():N}.";
    private int _writes;
    private string? _realRoot;
    private FolderName? _lastFolder;

    public LocalTree(string root) => Root = Path.TrimEndingDirectorySeparator(root);

    /// <summary>The folder as it was named.</summary>
    public string Root { get; }

    /// <summary>The folder without links; the root itself may well be one.</summary>
    public string RealRoot
    {
        get
        {
            if (_realRoot is { } known)
            {
                return known;
            }

            string real = LocalLinks.RealPath(Root) ?? throw ArtifactErrors.LinkLoop(Root);
            if (Directory.Exists(real))
            {
                _realRoot = real;
            }

            return real;
        }
    }

    /// <summary>The name of a path for people and errors.</summary>
    public string Shown(string path) => path.Length == 0 ? Root : Path.Combine(Root, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Where a path below the folder really lies, whether something is there or not.</summary>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: the path isn't clean, or a link on the way leads out or nowhere.</exception>
    public string Resolve(string path)
    {
        string real = RealRoot;
        if (path.Length == 0)
        {
            return real;
        }

        ArtifactPaths.File(path);
        foreach (string part in path.Split('/'))
        {
            real = Step(real, part, path);
        }

        return real;
    }

    /// <summary>Makes a folder and those above it.</summary>
    /// <returns>Where it really lies.</returns>
    public string MakeFolder(string path)
    {
        if (_lastFolder is { } last && last.Path == path)
        {
            return last.Real;
        }

        LocalNames.Check(path);
        string real = Resolve(path);
        try
        {
            Directory.CreateDirectory(real);
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            for (string? above = real; above is not null; above = Path.GetDirectoryName(above))
            {
                if (File.Exists(above))
                {
                    throw ArtifactErrors.InTheWay(above, isFile: true);
                }
            }

            throw LocalErrors.Writing(Shown(path), exception);
        }

        _lastFolder = new(path, real);
        return real;
    }

    /// <summary>Writes a file whole or not at all; an existing one is replaced only if that is wanted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overwrite">Whether an existing file is replaced; otherwise it is RESOURCE_ALREADY_EXISTS.</param>
    /// <param name="write">Creates the file of the name that it is given, and writes its content.</param>
    /// <returns>Where the file is.</returns>
    public string WriteFile(string path, bool overwrite, Action<string> write)
    {
        LocalNames.Check(path);
        ArtifactPaths.File(path);
        string folder = MakeFolder(ArtifactPaths.Parent(path));
        string unfinished = Path.Combine(folder, _unfinished + Interlocked.Increment(ref _writes).ToString(CultureInfo.InvariantCulture));
        string final = Path.Combine(folder, ArtifactPaths.Name(path));
        bool complete = false;
        try
        {
            write(unfinished);
            File.Move(unfinished, final, overwrite);
            complete = true;
            return final;
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            throw Directory.Exists(final) ? ArtifactErrors.InTheWay(Shown(path), isFile: false)
                : !overwrite && File.Exists(final) ? ArtifactErrors.DestinationExists(Shown(path))
                : LocalErrors.Writing(Shown(path), exception);
        }
        finally
        {
            if (!complete)
            {
                // The folder may be gone meanwhile, which is why it must not be remembered either.
                _lastFolder = null;
                Remove(unfinished);
            }
        }
    }

    /// <summary>What lies at a path; null if nothing does.</summary>
    public ArtifactEntry? Find(string path)
    {
        FileInfo file = new(Resolve(path));
        return file.Exists ? new ArtifactEntry(path, IsDirectory: false, file.Length)
            : Directory.Exists(file.FullName) ? new ArtifactEntry(path, IsDirectory: true, Size: null)
            : null;
    }

    private string Step(string real, string part, string path)
    {
        string next = Path.Combine(real, part);
        if (LocalLinks.Target(next) is null)
        {
            return next;
        }

        string target = LocalLinks.RealPath(next) ?? throw ArtifactErrors.LinkLoop(Shown(path));
        return LocalLinks.IsInside(target, RealRoot) ? target : throw ArtifactErrors.LeadsOut(Shown(path), Root);
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            // What made the writing fail is what the user should hear of; the left-over is listed nowhere.
        }
    }

    private sealed record FolderName(string Path, string Real);
}
