using MlTrack.Stores.Artifacts.Azure;
using MlTrack.Stores.Artifacts.S3;

namespace MlTrack.Stores.Tests.Artifacts.Objects;

/// <summary>URIs and variables of object stores.</summary>
public sealed class ObjectAddressTests
{
    [Theory]
    [InlineData("wasbs://c@acc.blob.core.windows.net/a/b", "https://acc.blob.core.windows.net/", "a/b")]
    [InlineData("wasbs://c@acc.blob.core.windows.net", "https://acc.blob.core.windows.net/", "")]
    [InlineData("abfss://c@acc.dfs.core.windows.net/a%20b/", "https://acc.blob.core.windows.net/", "a%20b")]
    [InlineData("abfss://c@acc.dfs.core.usgovcloudapi.net/x", "https://acc.blob.core.usgovcloudapi.net/", "x")]
    public void Blob_addresses_are_read(string uri, string service, string key)
    {
        BlobUri address = BlobUri.Parse(uri);
        Assert.Equal(("c", "acc", service, key), (address.Container, address.Account, address.Service.AbsoluteUri, address.Key));
    }

    [Theory]
    [InlineData("wasbs://acc.blob.core.windows.net/a")]
    [InlineData("wasbs://c@acc.dfs.core.windows.net/a")]
    [InlineData("abfss://c@acc.blob.core.windows.net/a")]
    [InlineData("wasbs://c@acc.blob.core.windows.net.evil.example/a")]
    [InlineData("wasbs://c@evil.example/a")]
    [InlineData("wasbs://c:secret@acc.blob.core.windows.net/a")]
    [InlineData("wasbs://c@acc.blob.core.windows.net/a?sv=1&sig=secret")]
    [InlineData("wasbs://c@acc.blob.core.windows.net/a/../b")]
    [InlineData("wasbs:/c")]
    [InlineData("s3://")]
    [InlineData("s3:/bucket")]
    [InlineData("s3://key:secret@bucket/a")]
    [InlineData("s3://bucket/a?versionId=1")]
    [InlineData("s3://bucket//a")]
    public void Malformed_addresses_are_refused_without_their_secrets(string uri)
    {
        MlException error = Assert.Throws<MlException>(() => ArtifactStores.Open(uri));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Uri), (error.ErrorCode, error.Entity));
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Upload_arguments_are_headers()
    {
        S3UploadArguments arguments = S3UploadArguments.Parse(
            """{"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": "k", "ContentType": "text/x", "Metadata": {"a": "b"}}""");
        Assert.Equal("text/x", arguments.ContentType);
        Assert.Equal(
            ["x-amz-meta-a=b", "x-amz-server-side-encryption-aws-kms-key-id=k", "x-amz-server-side-encryption=aws:kms"],
            arguments.Headers.Select(header => $"{header.Key}={header.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("[]")]
    [InlineData("""{"Nonsense": "secret"}""")]
    [InlineData("""{"ACL": 1}""")]
    public void Malformed_upload_arguments_are_an_error(string text)
    {
        MlException error = Assert.Throws<MlException>(() => S3UploadArguments.Parse(text));
        Assert.Equal(MlErrorCode.InvalidParameterValue, error.ErrorCode);
        Assert.Contains("MLFLOW_S3_UPLOAD_EXTRA_ARGS", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
