using System.Buffers.Binary;
using System.Globalization;
using Azure;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using MlTrack.Stores.Artifacts.Objects;

namespace MlTrack.Stores.Artifacts.Azure;

/// <summary>Artifacts in a container of Azure Blob Storage, also of Data Lake Storage, which keeps the same blobs.</summary>
internal sealed class BlobArtifactStore : ObjectArtifactStore
{
    // What Data Lake Storage marks its folders with.
    private const string FolderMark = "hdi_isfolder";

    private readonly BlobContainerClient _container;

    /// <summary>Creates the store; nothing is read yet.</summary>
    /// <param name="uri">The root.</param>
    /// <param name="settings">The credentials.</param>
    public BlobArtifactStore(string uri, BlobSettings settings)
        : this(uri, BlobUri.Parse(uri), settings)
    {
    }

    private BlobArtifactStore(string uri, BlobUri address, BlobSettings settings)
        : this(uri, address, BlobClients.Create(address, settings))
    {
    }

    private BlobArtifactStore(string uri, BlobUri address, BlobContainerClient container)
        : base(uri, address.Key, $"Azure Blob Storage at {container.Uri.GetLeftPart(UriPartial.Authority)}") => _container = container;

    /// <inheritdoc/>
    protected override bool KeepsWholeMd5 => true;

    /// <summary>Nothing to release: the SDK shares its connections.</summary>
    public override void Dispose()
    {
    }

    /// <inheritdoc/>
    protected override async Task<ObjectPage> ListPageAsync(
        string prefix, bool isDeep, int? most, string? next, CancellationToken cancellationToken)
    {
        List<ObjectItem> items = [];
        if (isDeep)
        {
            await foreach (Page<BlobItem> page in _container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken)
                .AsPages(next, most).ConfigureAwait(false))
            {
                items.AddRange(page.Values.Select(Item));
                return new(items, Next(page.ContinuationToken));
            }
        }
        else
        {
            await foreach (Page<BlobHierarchyItem> page in _container
                .GetBlobsByHierarchyAsync(BlobTraits.Metadata, BlobStates.None, "/", prefix, cancellationToken)
                .AsPages(next, most).ConfigureAwait(false))
            {
                items.AddRange(page.Values.Select(found => found.IsPrefix ? new(found.Prefix, null, IsFolder: true) : Item(found.Blob)));
                return new(items, Next(page.ContinuationToken));
            }
        }

        return new(items, null);
    }

    /// <inheritdoc/>
    protected override async Task<ObjectInfo?> FindObjectAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            BlobProperties found = await Blob(key).GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return found.Metadata.ContainsKey(FolderMark) ? null : Info(found.ContentLength, found.ETag, found.ContentHash);
        }
        catch (RequestFailedException exception) when (IsMissing(exception))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    protected override async Task<ObjectRead?> ReadAsync(
        string key, long start, long? length, string? version, CancellationToken cancellationToken)
    {
        BlobDownloadOptions options = new();
        if (length is not null)
        {
            options.Range = new HttpRange(start, length);
        }

        if (version is not null)
        {
            options.Conditions = new BlobRequestConditions { IfMatch = new ETag(version) };
        }

        try
        {
            BlobDownloadStreamingResult found = await Blob(key).DownloadStreamingAsync(options, cancellationToken).ConfigureAwait(false);
            BlobDownloadDetails details = found.Details;
            if (details.Metadata.ContainsKey(FolderMark))
            {
                found.Dispose();
                return null;
            }

            long size = details.ContentRange is { } range && long.TryParse(
                range.AsSpan(range.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long all)
                ? all
                : details.ContentLength;

            // Of a range the service tells the MD5 of the whole under another name.
            byte[]? md5 = details.ContentRange is null ? details.ContentHash : details.BlobContentHash;
            return new(Info(size, details.ETag, md5), found.Content, found);
        }
        catch (RequestFailedException exception) when (exception.Status == 416 && start == 0)
        {
            // An empty blob has no first byte.
            return await FindObjectAsync(key, cancellationToken).ConfigureAwait(false) is { } empty ? new(empty, Stream.Null, null) : null;
        }
        catch (RequestFailedException exception) when (IsMissing(exception) || exception.Status == 412)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    protected override Task PutWholeAsync(string key, Stream content, byte[] md5, CancellationToken cancellationToken) =>
        Blob(key).UploadAsync(
            content,
            new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentHash = md5 },
                TransferOptions = new StorageTransferOptions { InitialTransferSize = ObjectParts.Usual, MaximumTransferSize = ObjectParts.Usual },

                // The SDK works out the same MD5 once more: it takes none ready for what it might cut in pieces.
                TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 },
            },
            cancellationToken);

    /// <inheritdoc/>
    protected override Task<string> BeginAsync(string key, long partSize, CancellationToken cancellationToken) =>
        Task.FromResult(Guid.NewGuid().ToString("N"));

    /// <inheritdoc/>
    protected override async Task<string> PutPartAsync(
        string key, string upload, int number, Stream content, byte[] md5, CancellationToken cancellationToken)
    {
        // Two uploads of one name at once must not mix their parts.
        byte[] id = [.. Convert.FromHexString(upload), 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(id.AsSpan(16), number);
        string block = Convert.ToBase64String(id);
        await Blob(key).StageBlockAsync(
            block,
            content,
            new BlockBlobStageBlockOptions
            {
                TransferValidation = new() { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5, PrecalculatedChecksum = md5 },
            },
            cancellationToken).ConfigureAwait(false);
        return block;
    }

    /// <inheritdoc/>
    protected override Task CommitAsync(
        string key, string upload, IReadOnlyList<string> parts, byte[]? md5, CancellationToken cancellationToken) =>
        Blob(key).CommitBlockListAsync(
            parts, new CommitBlockListOptions { HttpHeaders = new BlobHttpHeaders { ContentHash = md5 } }, cancellationToken);

    /// <summary>Does nothing: blocks that nobody made a blob of can't be removed. They are no blob, and go after a week.</summary>
    /// <inheritdoc/>
    protected override Task AbortAsync(string key, string upload, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override MlException? Map(Exception exception, string path) => exception switch
    {
        RequestFailedException { ErrorCode: "ContainerNotFound" } => ObjectErrors.NoContainer("container", _container.Name, exception),
        RequestFailedException { Status: 401 } or RequestFailedException { ErrorCode: "AuthenticationFailed" } =>
            ObjectErrors.Unauthenticated(
                Server, "it doesn't accept the credentials",
                "Check AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_ACCESS_KEY, or the login of Azure.", exception),
        RequestFailedException { Status: 403 } known => ObjectErrors.Denied(Server, path, known.Status, known.ErrorCode, exception),
        RequestFailedException { Status: 429 or >= 500 } known => ObjectErrors.Busy(Server, known.Status, known.ErrorCode, exception),
        RequestFailedException { Status: > 0 } known => ObjectErrors.Refused(Server, path, known.Status, known.ErrorCode, exception),
        RequestFailedException => ObjectErrors.Unreachable(Server, exception),
        AuthenticationFailedException => ObjectErrors.Unauthenticated(
            Server, "there are no credentials, or they couldn't be got",
            "Set AZURE_STORAGE_CONNECTION_STRING or AZURE_STORAGE_ACCESS_KEY, or log in with 'az login'.", exception),
        AggregateException many when many.InnerExceptions.OfType<RequestFailedException>().FirstOrDefault() is { } inner =>
            Map(inner, path),
        _ => null,
    };

    private static string? Next(string? token) => string.IsNullOrEmpty(token) ? null : token;

    private static bool IsMissing(RequestFailedException exception) => exception.Status == 404 && exception.ErrorCode != "ContainerNotFound";

    private static ObjectItem Item(BlobItem blob) => blob.Metadata?.ContainsKey(FolderMark) == true
        ? new(blob.Name, null, IsFolder: true)
        : new(blob.Name, blob.Properties.ContentLength, IsFolder: false);

    private static ObjectInfo Info(long size, ETag tag, byte[]? md5) =>
        new(size, tag.ToString(), md5 is { Length: > 0 } ? ObjectChecksum.OfWhole(md5) : null);

    private BlockBlobClient Blob(string key) => _container.GetBlockBlobClient(key);
}
