namespace MlTrack.Stores.Uris;

/// <summary>Paths as users write them: relative to PowerShell's location, not to the process's current folder.</summary>
internal static class LocalPath
{
    /// <summary>Makes a path absolute and plain; <c>~</c> is the user's home folder.</summary>
    /// <param name="path">The path.</param>
    /// <param name="baseFolder">The absolute folder that a relative path counts from.</param>
    /// <returns>The absolute path, without a separator at its end.</returns>
    public static string Resolve(string path, string baseFolder)
    {
        if (!OperatingSystem.IsWindows())
        {
            // PowerShell takes both separators on every system.
            path = path.Replace('\\', '/');
        }

        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal))
        {
            path = Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..]);
        }

        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, baseFolder));
    }

    /// <summary>Whether a location is a URI (<c>s3://bucket/x</c>, <c>file:///x</c>) and no path; <c>C:\x</c> is a path.</summary>
    /// <param name="location">The location.</param>
    /// <returns>Whether it has a scheme.</returns>
    public static bool IsUri(string location)
    {
        int colon = location.IndexOf(':', StringComparison.Ordinal);
        if (colon < 2 || !char.IsAsciiLetter(location[0]))
        {
            return false;
        }

        foreach (char c in location.AsSpan(0, colon))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An artifact location as it is stored: a URI as given, a path absolute and plain.</summary>
    /// <param name="location">The location.</param>
    /// <param name="baseFolder">The absolute folder that a relative path counts from.</param>
    /// <returns>The location, without a separator at the end of a path.</returns>
    public static string ResolveArtifactLocation(string location, string baseFolder) =>
        IsUri(location) ? location : Resolve(location, baseFolder);

    /// <summary>Adds a relative path to an artifact location; the query of a URI stays at its end.</summary>
    /// <param name="location">The location.</param>
    /// <param name="relative">What to add.</param>
    /// <returns>The longer location.</returns>
    public static string Append(string location, string relative)
    {
        int end = IsUri(location) ? location.AsSpan().IndexOfAny('?', '#') : -1;
        string path = end < 0 ? location : location[..end];
        string rest = end < 0 ? "" : location[end..];
        return path.EndsWith('/') ? $"{path}{relative}{rest}" : $"{path}/{relative}{rest}";
    }
}
