namespace MlTrack;

/// <summary>The rules of artifact paths, in the one place that knows them: what MLflow takes, on every system the same.</summary>
/// <remarks>
/// MLflow on Linux takes <c>C:/x</c> and backslashes, which mean another place on Windows; both are refused everywhere. Blanks, <c>#</c>,
/// <c>%</c> and any alphabet are user data.
/// </remarks>
internal static class ArtifactPaths
{
    /// <summary>MLflow 3.17.2 writes a file under such a name until it is complete, lists none of them, and refuses to store them.</summary>
    public const string UnfinishedPrefix = ".artifact.uploading.";

    /// <summary>Checks the path of a folder; null and '' mean the root.</summary>
    /// <returns>The path; '' for the root.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: the path isn't clean.</exception>
    public static string Folder(string? path) => string.IsNullOrEmpty(path) ? "" : File(path);

    /// <summary>Checks the path of a file.</summary>
    /// <returns>The path.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: the path is empty or isn't clean.</exception>
    public static string File(string? path) =>
        Problem(path) is { } problem
            ? throw MlErrors.InvalidName(
                $"The artifact path {MlText.Show(path)} {problem}. Give a path from the run's artifact folder, such as 'plots/roc.png'.",
                path)
            : path!;

    /// <summary>What is wrong with a path, or null.</summary>
    public static string? Problem(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return "is empty";
        }

        if (path.StartsWith('/'))
        {
            return "is absolute";
        }

        if (path.Contains('\\', StringComparison.Ordinal))
        {
            return "holds a backslash; its parts are separated by '/'";
        }

        if (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))
        {
            return "begins with a drive letter";
        }

        if (path.EndsWith('/'))
        {
            return "ends with '/'";
        }

        if (Array.Exists(path.ToCharArray(), char.IsControl) || MlText.IndexOfUnstorable(path) >= 0)
        {
            return "holds a control character or half of a surrogate pair";
        }

        foreach (string part in path.Split('/'))
        {
            switch (part)
            {
                case "": return "has an empty part ('//')";
                case ".": return "has the part '.'";
                case "..": return "has the part '..'";
                default:
                    if (part.StartsWith(UnfinishedPrefix, StringComparison.Ordinal))
                    {
                        return $"has a part that begins with '{UnfinishedPrefix}', which marks unfinished files";
                    }

                    break;
            }
        }

        return null;
    }

    /// <summary>Puts two paths together, either of which may be empty.</summary>
    public static string Join(string folder, string path) =>
        folder.Length == 0 ? path : path.Length == 0 ? folder : folder + "/" + path;

    /// <summary>The last part of a path.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The path without its last part; '' at the top.</summary>
    public static string Parent(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    /// <summary>Compares by code point, as Python and the UTF-8 order of object stores do; UTF-16 order puts emoji too early.</summary>
    public static int Compare(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return string.CompareOrdinal(left, right);
        }

        int common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        char a = left[common];
        char b = right[common];
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }
}
