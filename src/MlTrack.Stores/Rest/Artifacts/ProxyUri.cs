namespace MlTrack.Stores.Rest.Artifacts;

/// <summary>The address of artifacts behind a server: <c>mlflow-artifacts:/path</c>, or <c>mlflow-artifacts://host:port/path</c>.</summary>
/// <param name="Authority">Another server's host and port; null for the tracking server.</param>
/// <param name="Path">The path on the server, decoded; '' for its root.</param>
internal sealed record ProxyUri(string? Authority, string Path)
{
    public const string Scheme = "mlflow-artifacts";

    public static ProxyUri Parse(string uri)
    {
        string rest = uri[(Scheme.Length + 1)..];
        string? authority = null;
        if (rest.StartsWith("//", StringComparison.Ordinal) && !rest.StartsWith("///", StringComparison.Ordinal))
        {
            int slash = rest.IndexOf('/', 2);
            authority = slash < 0 ? rest[2..] : rest[2..slash];
            rest = slash < 0 ? "" : rest[slash..];
        }

        if (rest.AsSpan().IndexOfAny('?', '#') >= 0 || authority?.Contains('@', StringComparison.Ordinal) == true)
        {
            throw ArtifactUris.Malformed(uri, "It can't have a user, a '?' or a '#'.");
        }

        string path = string.Join('/', rest.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString));
        return path.Length > 0 && ArtifactPaths.Problem(path) is { } problem
            ? throw ArtifactUris.Malformed(uri, $"Its path {problem}.")
            : new ProxyUri(authority, path);
    }
}
