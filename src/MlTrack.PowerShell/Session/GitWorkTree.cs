namespace MlTrack.Session;

/// <summary>
/// Finds the commit that a git work tree stands at, by reading git's own files: starting git for every run would cost more than the run's
/// own statements, and git may not be installed.
/// </summary>
internal static class GitWorkTree
{
    private const int MaxSymbolicRefs = 5;

    /// <summary>The commit of the work tree that a file lies in.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The commit's id; null outside a work tree, before its first commit, or where git's files can't be read.</returns>
    public static string? CommitOf(string path)
    {
        try
        {
            string? folder = FindGitFolder(Path.GetDirectoryName(Path.GetFullPath(path)));
            return folder is null ? null : Resolve(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // The commit is a courtesy: a run must not fail for want of it.
            return null;
        }
    }

    private static string? FindGitFolder(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string git = Path.Combine(folder, ".git");
            if (Directory.Exists(git))
            {
                return git;
            }

            // A linked work tree and a submodule have a file there that names their folder.
            if (File.Exists(git))
            {
                return FirstLine(git) is { } line && line.StartsWith("gitdir:", StringComparison.Ordinal)
                    ? Path.GetFullPath(line["gitdir:".Length..].Trim(), folder)
                    : null;
            }
        }

        return null;
    }

    private static string? Resolve(string gitFolder)
    {
        string common = FirstLine(Path.Combine(gitFolder, "commondir")) is { } line ? Path.GetFullPath(line, gitFolder) : gitFolder;
        string? value = FirstLine(Path.Combine(gitFolder, "HEAD"));
        for (int i = 0; i < MaxSymbolicRefs && value is not null; i++)
        {
            if (!value.StartsWith("ref:", StringComparison.Ordinal))
            {
                return IsCommit(value) ? value : null;
            }

            string name = value["ref:".Length..].Trim();

            // Branches are shared by all work trees of a repository; a few refs, such as those of a bisection, are a work tree's own.
            value = MlValidator.IsCleanPath(name)
                ? FirstLine(Path.Combine(gitFolder, name)) ?? FirstLine(Path.Combine(common, name)) ?? FindPacked(common, name)
                : null;
        }

        return null;
    }

    private static string? FindPacked(string common, string name)
    {
        string packed = Path.Combine(common, "packed-refs");
        return File.Exists(packed)
            ? File.ReadLines(packed).FirstOrDefault(line => line.EndsWith(" " + name, StringComparison.Ordinal))?.Split(' ')[0]
            : null;
    }

    private static string? FirstLine(string file) => File.Exists(file) ? File.ReadLines(file).FirstOrDefault()?.Trim() : null;

    // SHA-1 or SHA-256.
    private static bool IsCommit(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigit);
}
