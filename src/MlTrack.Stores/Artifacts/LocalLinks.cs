namespace MlTrack.Stores;

/// <summary>Where symbolic links (and Windows junctions) lead.</summary>
internal static class LocalLinks
{
    // What Linux allows.
    private const int MostLinks = 40;

    /// <summary>What a link says; null for everything else, also for what isn't there.</summary>
    public static string? Target(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (IOException)
        {
            // Windows has other reparse points (cloud files, containers); they lead nowhere.
            return null;
        }
    }

    /// <summary>
    /// A full path without links. What isn't there, and what lies behind it, is taken as written. Null if links go round in a circle.
    /// </summary>
    public static string? RealPath(string fullPath)
    {
        string root = Path.GetPathRoot(fullPath) ?? "";
        Stack<string> rest = Split(fullPath[root.Length..]);
        string real = root;
        int links = 0;
        while (rest.TryPop(out string? part))
        {
            string path = Path.Combine(real, part);
            if (Target(path) is not { } target)
            {
                real = path;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            // A target may be relative, hold '..' and lead through further links, so it is walked from its own start.
            string full = Path.GetFullPath(target, real);
            string targetRoot = Path.GetPathRoot(full) ?? "";
            foreach (string further in Split(full[targetRoot.Length..]).Reverse())
            {
                rest.Push(further);
            }

            real = targetRoot;
        }

        return real;
    }

    /// <summary>Whether a path is a folder or lies in it; both without links.</summary>
    public static bool IsInside(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);

    private static Stack<string> Split(string path) =>
        new(path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).AsEnumerable().Reverse());
}
