using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MlTrack.Stores.Rest;

/// <summary>Makes the HttpClient of a server: pooled connections, TLS, proxies by the usual variables.</summary>
internal static class RestHttp
{
    // A connect that takes longer meets a firewall that drops packets, not a slow server.
    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(10);

    private static readonly string s_agent =
        "MlTrack/" + (typeof(RestHttp).Assembly.GetName().Version?.ToString(3) ?? "0");

    public static HttpClient Create(RestSettings settings)
    {
        SocketsHttpHandler handler = new()
        {
            // Redirects are followed by hand, so that no other host ever sees the credentials.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = settings.Timeout < s_connect ? settings.Timeout : s_connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            MaxConnectionsPerServer = 16,
            MaxResponseHeadersLength = 64,
            SslOptions = Tls(settings),
        };
        if (settings.Proxy is not null)
        {
            handler.Proxy = settings.Proxy;
        }

        HttpClient client = new(handler, disposeHandler: true)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        client.DefaultRequestHeaders.Add("User-Agent", s_agent);
        client.DefaultRequestHeaders.ExpectContinue = false;
        client.DefaultRequestHeaders.Authorization = settings.Credential?.ToHeader();
        return client;
    }

    private static SslClientAuthenticationOptions Tls(RestSettings settings)
    {
        SslClientAuthenticationOptions options = new();
        if (settings.SkipCertificateCheck)
        {
#pragma warning disable CA5359 // The user has asked for it.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (settings.AuthorityPath is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(Authorities(settings.AuthorityPath));
        }

        if (settings.ClientCertificatePath is not null)
        {
            options.ClientCertificates = [ClientCertificate(settings.ClientCertificatePath)];
        }

        return options;
    }

    private static X509Certificate2Collection Authorities(string path)
    {
        const string Variable = "MLFLOW_TRACKING_SERVER_CERT_PATH";
        return Load(Variable, path, () =>
        {
            X509Certificate2Collection found = [];
            foreach (string file in Directory.Exists(path) ? Directory.GetFiles(path) : [path])
            {
                found.ImportFromPemFile(file);
            }

            return found.Count > 0 ? found : throw new CryptographicException("it holds no certificate");
        });
    }

    private static X509Certificate2 ClientCertificate(string path)
    {
        const string Variable = "MLFLOW_TRACKING_CLIENT_CERT_PATH";
        return Load(Variable, path, () =>
        {
            X509Certificate2 certificate = X509Certificate2.CreateFromPemFile(path);

            // Windows' TLS needs a key that is kept, not one in memory.
            return OperatingSystem.IsWindows() ? new X509Certificate2(certificate.Export(X509ContentType.Pkcs12)) : certificate;
        });
    }

    private static T Load<T>(string variable, string path, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException || LocalErrors.Covers(exception))
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Path,
                $"{variable} names {MlText.Show(path)}, which can't be used as PEM certificates: {exception.Message.Split('\n')[0].TrimEnd()}",
                path, exception);
        }
    }
}
