using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace MlTrack.Stores.Artifacts.S3;

/// <summary>Makes the SDK's client. Credentials come from AWS's own chain: variables, profiles, web identities, the machine's role.</summary>
internal static class S3Client
{
    private const string DefaultRegion = "us-east-1";
    private const int Retries = 3;

    // Limits one part's transfer; what stands still is given up by it.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(20);

    public static AmazonS3Client Create(S3Settings settings)
    {
        AmazonS3Config config = new()
        {
            ForcePathStyle = settings.IsPathStyle,
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = Retries,
            Timeout = s_limit,
            ConnectTimeout = s_connect,
            DisableS3ExpressSessionAuth = settings.Endpoint is not null,
        };
        if (settings.Endpoint is not null)
        {
            config.ServiceURL = settings.Endpoint;
            config.AuthenticationRegion = settings.Region ?? DefaultRegion;
            if (!settings.HasChecksumChoice)
            {
                // Other services don't know the newer checksums; Content-MD5 is known by all, and is always sent.
                config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
                config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
            }
        }
        else
        {
            // Asking the machine's metadata for a region takes seconds where there are none.
            config.RegionEndpoint = settings.Region is not null
                ? RegionEndpoint.GetBySystemName(settings.Region)
                : FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)
                    ?? RegionEndpoint.GetBySystemName(DefaultRegion);
        }

        if (settings.IgnoresTls)
        {
            config.HttpClientFactory = new TrustingClients();
        }

        AmazonS3Client client = new(config);
        client.BeforeRequestEvent += (_, arguments) => AddHeaders(settings, arguments);
        return client;
    }

    private static void AddHeaders(S3Settings settings, RequestEventArgs arguments)
    {
        if (arguments is not WebServiceRequestEventArgs request)
        {
            return;
        }

        if (settings.BucketOwner is not null)
        {
            request.Headers["x-amz-expected-bucket-owner"] = settings.BucketOwner;
        }

        if (request.Request is PutObjectRequest or InitiateMultipartUploadRequest)
        {
            foreach ((string name, string value) in settings.Upload.Headers)
            {
                request.Headers[name] = value;
            }
        }
    }

    /// <summary>Connections that trust any certificate, as MLFLOW_S3_IGNORE_TLS asks.</summary>
    private sealed class TrustingClients : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new SocketsHttpHandler
        {
            ConnectTimeout = s_connect,
            AllowAutoRedirect = false,
#pragma warning disable CA5359 // The user asks for it.
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
#pragma warning restore CA5359
        })
        {
            Timeout = s_limit,
        };

        public override string GetConfigUniqueString(IClientConfig clientConfig) => "mltrack-any-certificate";
    }
}
