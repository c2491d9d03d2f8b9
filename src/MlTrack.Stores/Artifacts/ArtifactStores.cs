using System.Runtime.CompilerServices;
using MlTrack.Stores.Artifacts.Azure;
using MlTrack.Stores.Artifacts.S3;

namespace MlTrack.Stores;

/// <summary>Opens the store that an artifact URI names.</summary>
public static class ArtifactStores
{
    /// <summary>Opens the store of an artifact root. Nothing is read or made yet.</summary>
    /// <param name="uri">
    /// A plain path, a <c>file:</c> URI, <c>s3://bucket/prefix</c>, <c>wasbs://container@account.blob.core.windows.net/path</c> or
    /// <c>abfss://container@account.dfs.core.windows.net/path</c>. Credentials and endpoints come from the environment.
    /// </param>
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
            "s3" => OpenS3(uri),
            "wasbs" or "abfss" => OpenBlobs(uri),
            "runs" or "models" => throw ArtifactUris.Malformed(
                uri, "It names artifacts by run or model, and so isn't a root itself; give it where a run's artifacts are meant."),
            _ => throw NotSupported(scheme, uri),
        };
    }

    internal static MlException NotSupported(string scheme, string uri) => new(
        MlErrorCode.NotImplemented, MlEntity.Uri,
        $"Artifacts at {scheme}: can't be reached by this version ({MlText.Show(ArtifactUris.WithoutSecret(uri))}). "
        + "Supported are local folders, file:, s3:, wasbs:, abfss:, runs: and models:, and mlflow-artifacts: on a server.", ArtifactUris.WithoutSecret(uri));

    // An SDK is loaded when a method that names it is compiled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static S3ArtifactStore OpenS3(string uri) => new(uri, S3Settings.FromEnvironment());

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static BlobArtifactStore OpenBlobs(string uri) => new(uri, BlobSettings.FromEnvironment());
}
