using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using MlTrack.Stores.Artifacts.S3;
using MlTrack.TestNeeds.ObjectStores;

namespace MlTrack.Stores.Tests.Artifacts.Objects;

/// <summary>The contract on s3rver.</summary>
public sealed class S3ArtifactStoreTests : ObjectStoreContract
{
    protected override string Root { get; } = S3Access.NewRoot();

    protected override IArtifactStore OpenAt(string root) => S3Access.Open(root);

    // s3rver takes no others; ObjectListingTests has them.
    protected override IEnumerable<string> HostileNames => ["a\\b", "C:/x", ".artifact.uploading.1", "end/"];

    protected override void MakeFolderByConsole(string key) => PutRaw(key + "/", "");

    protected override void PutRaw(string key, string content)
    {
        using AmazonS3Client client = S3Client.Create(S3Access.Settings(S3Server.Common.Address));
        client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = S3Server.Bucket,
                Key = key,
                InputStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
                UseChunkEncoding = false,
            },
            Token).GetAwaiter().GetResult();
    }
}
