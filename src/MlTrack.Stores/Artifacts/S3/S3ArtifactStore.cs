using System.Globalization;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Util;
using MlTrack.Stores.Artifacts.Objects;

namespace MlTrack.Stores.Artifacts.S3;

/// <summary>Artifacts in a bucket of S3, or of a service that speaks its protocol: <c>s3://bucket/prefix</c>.</summary>
internal sealed class S3ArtifactStore : ObjectArtifactStore
{
    // Without the size of the parts nobody can work out the checksum that S3 keeps of them.
    private const string PartSize = "mltrack-part-size";

    private readonly AmazonS3Client _client;
    private readonly S3Settings _settings;
    private readonly string _bucket;

    /// <summary>Creates the store; nothing is read yet.</summary>
    /// <param name="uri">The root.</param>
    /// <param name="settings">How S3 is reached.</param>
    public S3ArtifactStore(string uri, S3Settings settings)
        : this(uri, ObjectUri.Parse(uri, "s3://<bucket>/<path>"), settings)
    {
    }

    private S3ArtifactStore(string uri, ObjectUri address, S3Settings settings)
        : base(uri, address.Key, settings.Endpoint is null ? "S3" : $"S3 at {settings.Endpoint.TrimEnd('/')}")
    {
        if (address.Authority.Contains('@', StringComparison.Ordinal) || address.Authority.Contains(':', StringComparison.Ordinal))
        {
            throw ArtifactUris.Malformed(uri, "Its bucket is only a name; the endpoint stands in MLFLOW_S3_ENDPOINT_URL.");
        }

        _bucket = address.Authority;
        _settings = settings;
        _client = S3Client.Create(settings);
    }

    /// <inheritdoc/>
    protected override bool KeepsWholeMd5 => false;

    // Over AWS the SDK's own way sends a checksum behind the content; others don't know that way.
    private bool IsChunked => _settings.Endpoint is null;

    // Directory buckets have ETags that look like others and say nothing.
    private bool HasMd5 => !_bucket.EndsWith("--x-s3", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override void Dispose() => _client.Dispose();

    /// <inheritdoc/>
    protected override async Task<ObjectPage> ListPageAsync(
        string prefix, bool isDeep, int? most, string? next, CancellationToken cancellationToken)
    {
        ListObjectsV2Request request = new()
        {
            BucketName = _bucket,
            Prefix = prefix,
            Delimiter = isDeep ? null : "/",
            ContinuationToken = next,
            MaxKeys = most,

            // XML can't hold what a key may.
            Encoding = EncodingType.Url,
        };
        ListObjectsV2Response page = await _client.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
        bool isEncoded = page.Encoding == EncodingType.Url;
        List<ObjectItem> items = [];
        foreach (string folder in page.CommonPrefixes ?? [])
        {
            items.Add(new(Decode(folder, isEncoded), null, IsFolder: true));
        }

        foreach (S3Object found in page.S3Objects ?? [])
        {
            items.Add(new(Decode(found.Key, isEncoded), found.Size, IsFolder: false));
        }

        return new(items, page.IsTruncated == true ? page.NextContinuationToken : null);
    }

    /// <inheritdoc/>
    protected override async Task<ObjectInfo?> FindObjectAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            GetObjectMetadataResponse found = await _client.GetObjectMetadataAsync(_bucket, key, cancellationToken).ConfigureAwait(false);
            return Info(
                found.ContentLength, found.ETag, found.Metadata, found.ServerSideEncryptionMethod, found.ServerSideEncryptionCustomerMethod);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    /// <inheritdoc/>
    protected override async Task<ObjectRead?> ReadAsync(
        string key, long start, long? length, string? version, CancellationToken cancellationToken)
    {
        GetObjectRequest request = new() { BucketName = _bucket, Key = key, EtagToMatch = version };
        if (length is { } wanted)
        {
            request.ByteRange = new ByteRange(start, start + wanted - 1);
        }

        try
        {
            GetObjectResponse found = await _client.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
            long size = found.ContentRange is { } range && long.TryParse(
                range.AsSpan(range.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long all)
                ? all
                : found.ContentLength;
            if (found.ContentRange is null && start > 0)
            {
                found.Dispose();
                throw new BodyFailure("The service doesn't read from a place on.");
            }

            ObjectInfo info = Info(
                size, found.ETag, found.Metadata, found.ServerSideEncryptionMethod, found.ServerSideEncryptionCustomerMethod);
            return new(info, found.ResponseStream, found);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && start == 0)
        {
            // An empty object has no first byte.
            return await FindObjectAsync(key, cancellationToken).ConfigureAwait(false) is { } empty ? new(empty, Stream.Null, null) : null;
        }
        catch (AmazonS3Exception exception) when (
            (exception.StatusCode == HttpStatusCode.NotFound && exception.ErrorCode != "NoSuchBucket")
            || exception.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    protected override async Task PutWholeAsync(string key, Stream content, byte[] md5, CancellationToken cancellationToken)
    {
        PutObjectRequest request = new()
        {
            BucketName = _bucket,
            Key = key,
            InputStream = content,
            AutoCloseStream = false,
            ContentType = ContentType(key),
            MD5Digest = Convert.ToBase64String(md5),
            UseChunkEncoding = IsChunked,
        };
        PutObjectResponse stored = await _client.PutObjectAsync(request, cancellationToken).ConfigureAwait(false);
        if (HasMd5 && !IsKeyed(stored.ServerSideEncryptionMethod, stored.ServerSideEncryptionCustomerMethod)
            && S3ETag.Contradicts(stored.ETag, md5))
        {
            throw ObjectErrors.Corrupt(key, Server);
        }
    }

    /// <inheritdoc/>
    protected override async Task<string> BeginAsync(string key, long partSize, CancellationToken cancellationToken)
    {
        InitiateMultipartUploadRequest request = new() { BucketName = _bucket, Key = key, ContentType = ContentType(key) };
        request.Metadata[PartSize] = partSize.ToString(CultureInfo.InvariantCulture);
        return (await _client.InitiateMultipartUploadAsync(request, cancellationToken).ConfigureAwait(false)).UploadId;
    }

    /// <inheritdoc/>
    protected override async Task<string> PutPartAsync(
        string key, string upload, int number, Stream content, byte[] md5, CancellationToken cancellationToken)
    {
        UploadPartRequest request = new()
        {
            BucketName = _bucket,
            Key = key,
            UploadId = upload,
            PartNumber = number + 1,
            InputStream = content,
            PartSize = content.Length,
            MD5Digest = Convert.ToBase64String(md5),
            UseChunkEncoding = IsChunked,
        };
        return (await _client.UploadPartAsync(request, cancellationToken).ConfigureAwait(false)).ETag;
    }

    /// <inheritdoc/>
    protected override Task CommitAsync(
        string key, string upload, IReadOnlyList<string> parts, byte[]? md5, CancellationToken cancellationToken) =>
        _client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest
            {
                BucketName = _bucket,
                Key = key,
                UploadId = upload,
                PartETags = [.. parts.Select((tag, number) => new PartETag(number + 1, tag))],
            },
            cancellationToken);

    /// <inheritdoc/>
    protected override Task AbortAsync(string key, string upload, CancellationToken cancellationToken) =>
        _client.AbortMultipartUploadAsync(_bucket, key, upload, cancellationToken);

    /// <inheritdoc/>
    protected override MlException? Map(Exception exception, string path) => exception switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => ObjectErrors.NoContainer("bucket", _bucket, exception),
        AmazonS3Exception { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken" } known =>
            ObjectErrors.Unauthenticated(Server, known.ErrorCode, "Check the AWS_* variables or the profile.", exception),
        AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } known =>
            ObjectErrors.Denied(Server, path, (int)known.StatusCode, known.ErrorCode, exception),
        AmazonS3Exception { StatusCode: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } known =>
            ObjectErrors.Busy(Server, (int)known.StatusCode, known.ErrorCode, exception),
        AmazonS3Exception { StatusCode: not 0 } known =>
            ObjectErrors.Refused(Server, path, (int)known.StatusCode, known.ErrorCode, exception),
        _ when ObjectErrors.IsUnreachable(exception) => ObjectErrors.Unreachable(Server, exception),
        AmazonServiceException => ObjectErrors.Unexpected(Server, exception),
        AmazonClientException => ObjectErrors.Unauthenticated(
            Server, "there are no credentials, or they couldn't be got",
            "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.", exception),
        _ => null,
    };

    private static bool IsKeyed(ServerSideEncryptionMethod? method, ServerSideEncryptionCustomerMethod? customerMethod) =>
        method?.Value?.StartsWith("aws:", StringComparison.Ordinal) == true || !string.IsNullOrEmpty(customerMethod?.Value);

    // The way of forms, where a plus is a blank.
    private static string Decode(string key, bool isEncoded) => isEncoded ? WebUtility.UrlDecode(key) : key;

    private ObjectInfo Info(
        long size,
        string? tag,
        MetadataCollection metadata,
        ServerSideEncryptionMethod? method,
        ServerSideEncryptionCustomerMethod? customerMethod)
    {
        long? partSize = long.TryParse(metadata[PartSize], NumberStyles.None, CultureInfo.InvariantCulture, out long known) ? known : null;
        return new(size, tag, HasMd5 && !IsKeyed(method, customerMethod) ? S3ETag.Read(tag, size, partSize) : null);
    }

    private string ContentType(string key) =>
        _settings.Upload.ContentType ?? AmazonS3Util.MimeTypeFromExtension(Path.GetExtension(ArtifactPaths.Name(key)));
}
