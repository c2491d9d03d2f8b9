using System.IO.Enumeration;

namespace MlTrack.Stores;

/// <content>Reading what a folder holds.</content>
internal sealed partial class LocalTree
{
    private static readonly EnumerationOptions s_everything = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
        MatchType = MatchType.Simple,
    };

    /// <summary>One level, sorted; nothing if the path is a file or missing.</summary>
    public IEnumerable<ArtifactEntry> List(string path, CancellationToken cancellationToken)
    {
        string folder = Resolve(path);
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        // Sorting needs the whole level in memory: some hundred bytes an entry.
        List<Found> level = [];
        using (IEnumerator<Found> found = Open(path, folder))
        {
            while (Next(found, path))
            {
                cancellationToken.ThrowIfCancellationRequested();
                level.Add(found.Current);
            }
        }

        level.Sort((left, right) => ArtifactPaths.Compare(left.Name, right.Name));
        foreach (Found found in level)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return Entry(path, found);
        }
    }

    /// <summary>Everything below a folder as the file system gives it, each folder before what it holds, one open folder a level.</summary>
    public IEnumerable<ArtifactEntry> Walk(string path, CancellationToken cancellationToken)
    {
        string top = Resolve(path);
        if (!Directory.Exists(top))
        {
            yield break;
        }

        Stack<(string Path, IEnumerator<Found> Found)> open = new();
        try
        {
            open.Push((path, Open(path, top)));
            while (open.TryPeek(out (string Path, IEnumerator<Found> Found) level))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!Next(level.Found, level.Path))
                {
                    open.Pop().Found.Dispose();
                    continue;
                }

                ArtifactEntry entry = Entry(level.Path, level.Found.Current);
                if (entry is { IsDirectory: true, Error: null })
                {
                    entry = Enter(entry, open);
                }

                yield return entry;
            }
        }
        finally
        {
            foreach ((string Path, IEnumerator<Found> Found) level in open)
            {
                level.Found.Dispose();
            }
        }
    }

    private ArtifactEntry Enter(ArtifactEntry folder, Stack<(string Path, IEnumerator<Found> Found)> open)
    {
        // A name that no rule allows can't be resolved; whoever reads the walk refuses it.
        if (ArtifactPaths.Problem(folder.Path) is not null)
        {
            return folder;
        }

        try
        {
            open.Push((folder.Path, Open(folder.Path, Resolve(folder.Path))));
            return folder;
        }
        catch (MlException exception)
        {
            return folder with { Error = exception };
        }
    }

    private IEnumerator<Found> Open(string path, string folder)
    {
        try
        {
            FileSystemEnumerable<Found> all = new(
                folder,
                (ref FileSystemEntry entry) => new(
                    entry.FileName.ToString(),
                    entry.IsDirectory,
                    (entry.Attributes & FileAttributes.ReparsePoint) != 0,
                    entry.IsDirectory ? null : entry.Length),
                s_everything)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                    !entry.FileName.StartsWith(ArtifactPaths.UnfinishedPrefix, StringComparison.Ordinal),
            };
            return all.GetEnumerator();
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            throw LocalErrors.Reading(Shown(path), exception);
        }
    }

    private bool Next(IEnumerator<Found> found, string path)
    {
        try
        {
            return found.MoveNext();
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            throw LocalErrors.Reading(Shown(path), exception);
        }
    }

    private ArtifactEntry Entry(string folder, Found found)
    {
        string path = ArtifactPaths.Join(folder, found.Name);
        if (!found.IsLink)
        {
            return new(path, found.IsDirectory, found.Size);
        }

        try
        {
            ArtifactEntry entry = Find(path) ?? throw ArtifactErrors.SourceVanished(Shown(path));
            return entry.IsDirectory && IsLoop(folder, Resolve(path)) ? throw ArtifactErrors.LinkLoop(Shown(path)) : entry;
        }
        catch (MlException exception)
        {
            return new(path, IsDirectory: false, Size: null) { Error = exception };
        }
    }

    // A link to a folder that the walk came through would be walked for ever.
    private bool IsLoop(string folder, string target)
    {
        for (string above = folder; above.Length > 0; above = ArtifactPaths.Parent(above))
        {
            if (Resolve(above) == target)
            {
                return true;
            }
        }

        return target == RealRoot;
    }

    private readonly record struct Found(string Name, bool IsDirectory, bool IsLink, long? Size);
}
