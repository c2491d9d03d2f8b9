namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>The address of objects: <c>scheme://authority/key</c>. The key is taken as it stands, as MLflow takes it.</summary>
/// <param name="Authority">What stands between <c>//</c> and the next slash.</param>
/// <param name="Key">The key, without a slash at its end; '' for everything.</param>
internal sealed record ObjectUri(string Authority, string Key)
{
    /// <summary>Takes a URI apart.</summary>
    /// <param name="uri">The URI.</param>
    /// <param name="form">How it should look, for errors.</param>
    /// <returns>Its parts.</returns>
    public static ObjectUri Parse(string uri, string form)
    {
        int start = uri.IndexOf("://", StringComparison.Ordinal) + 3;
        if (start < 3 || uri.AsSpan(start).IndexOfAny('?', '#') >= 0)
        {
            throw ArtifactUris.Malformed(uri, $"Write it as {form}, without a '?' or a '#'.");
        }

        int slash = uri.IndexOf('/', start);
        string authority = slash < 0 ? uri[start..] : uri[start..slash];
        string key = slash < 0 ? "" : uri[(slash + 1)..];
        key = key.EndsWith('/') ? key[..^1] : key;
        return authority.Length == 0 || (key.Length > 0 && ArtifactPaths.Problem(key) is not null)
            ? throw ArtifactUris.Malformed(uri, $"Write it as {form}, with a clean path.")
            : new(authority, key);
    }
}
