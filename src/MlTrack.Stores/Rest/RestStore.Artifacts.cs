using MlTrack.Stores.Rest.Artifacts;

namespace MlTrack.Stores.Rest;

internal sealed partial class RestStore : IOpensArtifacts
{
    /// <inheritdoc/>
    public IArtifactStore OpenArtifacts(string uri, ArtifactStoreOptions options, bool isGivenByUser)
    {
        switch (ArtifactUris.Scheme(uri))
        {
            case ProxyUri.Scheme:
                ProxyUri address = ProxyUri.Parse(uri);
                RestSettings? other = OtherServer(uri, address);
                return other is null
                    ? new RestArtifactStore(_client, uri, address.Path, IsOld, ownsClient: false)
                    : new RestArtifactStore(new RestClient(other, _logger), uri, address.Path, _ => false, ownsClient: true);
            case null or "file" when !isGivenByUser:
                LocalArtifactStore local = new(uri, options);
                return IsBelowArtifactRoot(local.Folder, options) ? local : throw NotOurs(local.Folder);
            default:
                return ArtifactStores.Open(uri, options);
        }
    }

    private bool IsOld(CancellationToken cancellationToken) => GetVersion(cancellationToken).IsBefore3;

    private MlException NotOurs(string folder) => new(
        MlErrorCode.PermissionDenied, MlEntity.Uri,
        $"The MLflow server {Uri} says that the artifacts lie in the local folder {MlText.Show(folder)}. Its word alone doesn't make MlTrack read "
        + "or write there: if that is this machine's folder, name it, or one above, with Set-MlTrackingUri -ArtifactRoot.", folder);

    // Links count for what they point at, on both sides.
    private bool IsBelowArtifactRoot(string folder, ArtifactStoreOptions options)
    {
        if (_artifactRoot is null || ArtifactUris.IsUri(_artifactRoot))
        {
            return false;
        }

        string root = options.FullPath(_artifactRoot);
        return LocalLinks.IsInside(LocalLinks.RealPath(folder) ?? folder, LocalLinks.RealPath(root) ?? root);
    }

    /// <summary>How another server is talked to: as a stranger, who is told no credentials.</summary>
    private RestSettings? OtherServer(string uri, ProxyUri address)
    {
        if (address.Authority is null)
        {
            return null;
        }

        if (!System.Uri.TryCreate($"{_settings.Root.Scheme}://{address.Authority}/", UriKind.Absolute, out Uri? root))
        {
            throw ArtifactUris.Malformed(uri, "Write it as mlflow-artifacts:/<path>, or mlflow-artifacts://<host>:<port>/<path>.");
        }

        return root.Authority.Equals(_settings.Root.Authority, StringComparison.OrdinalIgnoreCase)
            ? null
            : _settings with { Root = root, Credential = null, ClientCertificatePath = null };
    }
}
