using Azure.Storage.Blobs;
using MlTrack.Stores.Artifacts.Azure;
using MlTrack.TestNeeds.ObjectStores;

namespace MlTrack.Stores.Tests.Artifacts.Objects;

/// <summary>Opens stores on Azurite.</summary>
internal static class BlobAccess
{
    public const string Container = "mltrack";

    private static readonly Lock s_lock = new();

    public static string NewRoot() =>
        $"wasbs://{Container}@{BlobServer.Account}.blob.core.windows.net/{Guid.NewGuid():N}/artifacts";

    public static IArtifactStore Open(string root, BlobServer? server = null, string? address = null)
    {
        server ??= BlobServer.Common;
        lock (s_lock)
        {
            ContainerOf(server).CreateIfNotExists();
        }

        return new BlobArtifactStore(root, new BlobSettings(server.ConnectionString(address), null));
    }

    public static BlobContainerClient ContainerOf(BlobServer server) => new(server.ConnectionString(), Container);
}
