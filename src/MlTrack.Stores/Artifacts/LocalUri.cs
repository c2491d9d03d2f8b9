namespace MlTrack.Stores;

/// <summary>Local folders as artifact URIs name them: a plain path, or a <c>file:</c> URI.</summary>
internal static class LocalUri
{
    /// <summary>The full path that a plain path or <c>file:</c> URI names.</summary>
    public static string ToPath(string uri, ArtifactStoreOptions options)
    {
        if (uri.Length == 0 || uri.Contains('\0', StringComparison.Ordinal))
        {
            throw ArtifactUris.Malformed(uri, "Give the path of a folder, or a URI such as file:///srv/artifacts.");
        }

        if (ArtifactUris.Scheme(uri) == "file")
        {
            return options.FullPath(FromFileUri(uri));
        }

        if (!OperatingSystem.IsWindows() && IsDrivePath(uri))
        {
            throw ArtifactUris.Malformed(uri, "It is a path of Windows, which this machine doesn't have.");
        }

        string path = options.FullPath(uri);

        // MLflow decodes plain paths too. What it has written to such a root is found; otherwise a plain path means itself.
        if (uri.Contains('%', StringComparison.Ordinal) && !Directory.Exists(path)
            && options.FullPath(Uri.UnescapeDataString(uri)) is var decoded && Directory.Exists(decoded))
        {
            return decoded;
        }

        return path;
    }

    private static string FromFileUri(string uri)
    {
        // As MLflow reads it: what follows '?' or '#' is no part of the path.
        string rest = uri["file:".Length..];
        int end = rest.IndexOfAny(['?', '#']);
        rest = end < 0 ? rest : rest[..end];
        string host = "";
        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            int slash = rest.IndexOf('/', 2);
            host = slash < 0 ? rest[2..] : rest[2..slash];
            rest = slash < 0 ? "" : rest[slash..];
        }

        string path = Uri.UnescapeDataString(rest);
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            throw ArtifactUris.Malformed(uri, "Write it as file:///srv/artifacts.");
        }

        bool isDrive = path.Length > 2 && path[0] == '/' && IsDrivePath(path[1..]);
        if (OperatingSystem.IsWindows())
        {
            return host is "" or "localhost" ? isDrive ? path[1..] : path : @"\\" + host + path;
        }

        return host is not ("" or "localhost") || isDrive
            ? throw ArtifactUris.Malformed(uri, "It names a place on Windows or on another machine; here write file:///srv/artifacts.")
            : path;
    }

    private static bool IsDrivePath(string path) =>
        path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]) && (path.Length == 2 || path[2] is '/' or '\\');
}
