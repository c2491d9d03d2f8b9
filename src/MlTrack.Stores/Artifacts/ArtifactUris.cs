namespace MlTrack.Stores;

/// <summary>The forms of artifact URIs: which scheme a text has, and what lies below a root.</summary>
public static class ArtifactUris
{
    // Schemes that MLflow knows and that may be written with one slash or none; everything else needs '://' to be taken for a URI.
    private static readonly string[] s_schemes =
    [
        "abfs", "abfss", "dbfs", "file", "ftp", "gs", "hdfs", "http", "https", "mlflow-artifacts", "models", "r2", "runs", "s3", "sftp",
        "uc", "viewfs", "wasb", "wasbs",
    ];

    /// <summary>Whether a text is a URI, not an artifact path or a local one: a known scheme, or any scheme with <c>://</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it is a URI.</returns>
    public static bool IsUri(string? text) => text is not null && Scheme(text) is not null;

    /// <summary>The scheme of a URI in lower case; null for a plain path.</summary>
    internal static string? Scheme(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);

        // One letter is a Windows drive.
        if (colon < 2 || !char.IsAsciiLetter(text[0]) || !text.AsSpan(0, colon).ToString().All(IsSchemeCharacter))
        {
            return null;
        }

        string scheme = text[..colon].ToLowerInvariant();
        return Array.BinarySearch(s_schemes, scheme, StringComparer.Ordinal) >= 0
            || text.AsSpan(colon).StartsWith("://", StringComparison.Ordinal)
            ? scheme
            : null;
    }

    /// <summary>Splits <c>runs:/run_id/path</c>.</summary>
    internal static (string RunId, string Path) ParseRun(string uri)
    {
        string rest = uri["runs:".Length..];
        string[] parts = rest.TrimStart('/').Split('/', 2);
        if (!rest.StartsWith('/') || rest.StartsWith("//", StringComparison.Ordinal) != rest.StartsWith("///", StringComparison.Ordinal)
            || parts[0].Length == 0)
        {
            throw Malformed(uri, "Write it as runs:/<run id>/<path>.");
        }

        MlValidator.RunId(parts[0]);
        return (parts[0], parts.Length > 1 ? ArtifactPaths.Folder(TrimSlash(parts[1])) : "");
    }

    /// <summary>The URI of what lies at a path below a root: escaped below a URI, as it is below a plain path or a key.</summary>
    internal static string Append(string root, string path) =>
        path.Length == 0 ? root : root.TrimEnd('/') + "/" + (IsPlain(root) ? path : Escape(path));

    /// <summary>The last part of what a root's URI names: the name that it is saved under.</summary>
    internal static string Name(string uri, ArtifactStoreOptions options) => Scheme(uri) is null or "file"
        ? Path.GetFileName(LocalUri.ToPath(uri, options).TrimEnd('/', '\\'))
        : ArtifactPaths.Name(uri.TrimEnd('/')) is var name && IsPlain(uri) ? name : Uri.UnescapeDataString(name);

    /// <summary>The root that <see cref="Append"/> was given; null if the URI doesn't end with that path.</summary>
    internal static string? RootOf(string uri, string path)
    {
        string ending = "/" + (IsPlain(uri) ? path : Escape(path));
        return uri.EndsWith(ending, StringComparison.Ordinal) && uri.Length > ending.Length ? uri[..^ending.Length] : null;
    }

    internal static MlException Malformed(string uri, string advice) => new(
        MlErrorCode.InvalidParameterValue, MlEntity.Uri,
        $"{MlText.Show(WithoutSecret(uri))} is no artifact URI. {advice}", WithoutSecret(uri));

    /// <summary>A URI for people: what stands before the host and after the path may be a key.</summary>
    internal static string WithoutSecret(string uri) => Scheme(uri) is null or "file" or "runs" ? uri : UriSecrets.Remove(uri);

    // MLflow takes the keys of object stores as they stand in the URI.
    private static bool IsPlain(string uri) => Scheme(uri) is null or "runs" or "s3" or "wasbs" or "abfss";

    private static string TrimSlash(string path) => path.EndsWith('/') ? path[..^1] : path;

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static bool IsSchemeCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.';
}
