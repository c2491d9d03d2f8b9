namespace MlTrack;

/// <summary>Passwords and keys in URIs of artifacts, which nobody may see.</summary>
internal static class UriSecrets
{
    /// <summary>Whether a password stands before the host. Azure writes container@account, which is none; a password follows a colon.</summary>
    public static bool HasPassword(string uri) =>
        User(uri) is var (start, length) && uri.AsSpan(start, length).Contains(':');

    /// <summary>A URI for people, without the password before its host and without what follows its path, where keys are given.</summary>
    public static string Remove(string uri)
    {
        if (Authority(uri) is not { } start)
        {
            return uri;
        }

        int query = uri.IndexOfAny(['?', '#'], start);
        string shown = query < 0 ? uri : uri[..query];
        return HasPassword(shown) && User(shown) is var (_, length) ? shown.Remove(start, length + 1) : shown;
    }

    // What stands before the '@' of the authority.
    private static (int Start, int Length)? User(string uri)
    {
        if (Authority(uri) is not { } start)
        {
            return null;
        }

        ReadOnlySpan<char> authority = uri.AsSpan(start);
        int end = authority.IndexOfAny('/', '?', '#');
        int at = (end < 0 ? authority : authority[..end]).LastIndexOf('@');
        return at > 0 ? (start, at) : null;
    }

    private static int? Authority(string uri) =>
        uri.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : null;
}
