using Azure.Core;
using Azure.Identity;
using Azure.Storage;
using Azure.Storage.Blobs;

namespace MlTrack.Stores.Artifacts.Azure;

/// <summary>Makes the SDK's client of a container, with MLflow's variables or the SDK's own chain of credentials.</summary>
internal static class BlobClients
{
    private const int Retries = 3;

    // Limits one part's transfer.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    // Keeps its token as long as the process lives; getting one takes seconds.
    private static readonly Lazy<TokenCredential> s_chain = new(() => new DefaultAzureCredential());

    /// <summary>Creates the client.</summary>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: a variable is malformed; its value isn't shown.</exception>
    public static BlobContainerClient Create(BlobUri address, BlobSettings settings)
    {
        BlobClientOptions options = new();
        options.Retry.MaxRetries = Retries;
        options.Retry.Delay = TimeSpan.FromSeconds(0.5);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(5);
        options.Retry.NetworkTimeout = s_limit;
        try
        {
            BlobServiceClient service = settings.ConnectionString is not null ? new(settings.ConnectionString, options)
                : settings.AccessKey is not null
                    ? new(address.Service, new StorageSharedKeyCredential(address.Account, settings.AccessKey), options)
                    : new(address.Service, s_chain.Value, options);
            return service.GetBlobContainerClient(address.Container);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Value,
                $"The environment variable {settings.Variable} is malformed. Copy it from the access keys of the storage account, or remove it.");
        }
    }
}
