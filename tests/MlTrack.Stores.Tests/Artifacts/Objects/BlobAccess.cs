using Azure.Storage.Blobs;
using MlTrack.Stores.Artifacts.Azure;
using MlTrack.TestNeeds.ObjectStores;

namespace MlTrack.Stores.Tests.Artifacts.Objects;

/// <summary>Opens stores on Azurite.</summary>
internal static class BlobAccess
{
    public static string NewRoot() =>
        $"wasbs://{BlobServer.Container}@{BlobServer.Account}.blob.core.windows.net/{Guid.NewGuid():N}/artifacts";

    public static IArtifactStore Open(string root, BlobServer? server = null, string? address = null)
    {
        server ??= BlobServer.Common;
        return new BlobArtifactStore(root, new BlobSettings(server.ConnectionString(address), null));
    }

    public static BlobContainerClient ContainerOf(BlobServer server) => new(server.ConnectionString(), BlobServer.Container);
}
