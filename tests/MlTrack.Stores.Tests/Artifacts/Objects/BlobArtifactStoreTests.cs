using System.Text;
using Azure.Storage.Blobs.Specialized;
using MlTrack.TestNeeds.ObjectStores;

namespace MlTrack.Stores.Tests.Artifacts.Objects;

/// <summary>The contract on Azurite.</summary>
public sealed class BlobArtifactStoreTests : ObjectStoreContract
{
    protected override string Root { get; } = BlobAccess.NewRoot();

    protected override IArtifactStore OpenAt(string root) => BlobAccess.Open(root);

    protected override void PutRaw(string key, string content)
    {
        using IArtifactStore store = Open();
        BlobAccess.ContainerOf(BlobServer.Common).GetBlockBlobClient(key).Upload(new MemoryStream(Encoding.UTF8.GetBytes(content)));
    }
}
