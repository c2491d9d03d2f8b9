namespace MlTrack.Stores;

/// <summary>Opens the store that an artifact URI names.</summary>
public static class ArtifactStores
{
    /// <summary>Opens the store of an artifact root. Nothing is read or made yet.</summary>
    /// <param name="uri">A plain path or a <c>file:</c> URI.</param>
    /// <param name="options">Where relative paths start; null for the defaults.</param>
    /// <returns>The store.</returns>
    /// <exception cref="MlException">
    /// NOT_IMPLEMENTED: a scheme that isn't supported; INVALID_PARAMETER_VALUE: no artifact URI.
    /// </exception>
    public static IArtifactStore Open(string uri, ArtifactStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        string? scheme = ArtifactUris.Scheme(uri);
        return scheme switch
        {
            null or "file" => new LocalArtifactStore(uri, options),
            "runs" or "models" => throw ArtifactUris.Malformed(
                uri, "It names artifacts by run or model, and so isn't a root itself; give it where a run's artifacts are meant."),
            _ => throw NotSupported(scheme, uri),
        };
    }

    internal static MlException NotSupported(string scheme, string uri) => new(
        MlErrorCode.NotImplemented, MlEntity.Uri,
        $"Artifacts at {scheme}: can't be reached by this version ({MlText.Show(ArtifactUris.WithoutSecret(uri))}). "
        + "Supported are local folders, file: and runs:.", ArtifactUris.WithoutSecret(uri));
}
