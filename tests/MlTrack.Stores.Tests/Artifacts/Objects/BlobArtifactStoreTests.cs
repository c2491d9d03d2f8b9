using System.Text;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using MlTrack.TestNeeds.ObjectStores;

namespace MlTrack.Stores.Tests.Artifacts.Objects;

/// <summary>The contract on Azurite.</summary>
public sealed class BlobArtifactStoreTests : ObjectStoreContract
{
    protected override string Root { get; } = BlobAccess.NewRoot();

    protected override IArtifactStore OpenAt(string root) => BlobAccess.Open(root);

    // The SDK changes others by itself; ObjectListingTests has them.
    protected override IEnumerable<string> HostileNames => ["C:/x", ".artifact.uploading.1"];

    protected override void MakeFolderByConsole(string key) => BlobAccess.ContainerOf(BlobServer.Common).GetBlockBlobClient(key).Upload(
        Stream.Null, new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["hdi_isfolder"] = "true" } }, Token);

    protected override void PutRaw(string key, string content) => BlobAccess.ContainerOf(BlobServer.Common).GetBlockBlobClient(key)
        .Upload(new MemoryStream(Encoding.UTF8.GetBytes(content)), cancellationToken: Token);
}
