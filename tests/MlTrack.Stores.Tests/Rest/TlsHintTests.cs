using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MlTrack.Stores.Tests.Rest;

/// <summary>A port that speaks TLS and cuts off who doesn't, or who brings no certificate: the error names what would work.</summary>
public sealed class TlsHintTests : RestTest
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = SelfSigned();

    public override void Dispose()
    {
        _listener.Stop();
        _certificate.Dispose();
        base.Dispose();
    }

    [Theory]
    [InlineData("http", SslProtocols.None, "write https://")]
    [InlineData("https", SslProtocols.Tls12, "MLFLOW_TRACKING_CLIENT_CERT_PATH")]
    [InlineData("https", SslProtocols.Tls13, "MLFLOW_TRACKING_CLIENT_CERT_PATH")]
    public void What_would_work_is_said(string scheme, SslProtocols protocol, string words)
    {
        Listen(protocol);
        string uri = string.Create(CultureInfo.InvariantCulture, $"{scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        using MlClient client = MlStore.Connect(uri, new MlStoreOptions
        {
            Server = new MlServerOptions { MaximumRetryCount = 1, Backoff = TimeSpan.FromMilliseconds(10), SkipCertificateCheck = true },
        });
        MlException failure = Unavailable(() => client.GetRun("a1", Token));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Contains(words, client.Store.Test(Token).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_of_plain_HTTP_is_no_question_of_certificates()
    {
        Accept(client =>
        {
            using (client)
            {
                // What comes is read to its end: a reset would reach the client before the answer.
                client.GetStream().Write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8);
                client.Client.Shutdown(SocketShutdown.Send);
                client.GetStream().CopyTo(Stream.Null);
            }
        });
        string uri = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        MlException failure = Unavailable(() => Connect(uri, retries: 0).GetRun("a1", Token));
        Assert.Contains("write http:// instead of https://", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("-SkipCertificateCheck", failure.Message, StringComparison.Ordinal);
    }

    private void Listen(SslProtocols protocol)
    {
        SslServerAuthenticationOptions options = new()
        {
            ServerCertificate = _certificate,
            ClientCertificateRequired = true,
            EnabledSslProtocols = protocol,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        };
        Accept(client => Serve(client, options));
    }

    private void Accept(Action<TcpClient> serve)
    {
        _listener.Start();
        new Thread(() =>
        {
            try
            {
                while (true)
                {
                    serve(_listener.AcceptTcpClient());
                }
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The test is over.
            }
        })
        {
            IsBackground = true,
        }.Start();
    }

    private static void Serve(TcpClient client, SslServerAuthenticationOptions options)
    {
        using (client)
        using (SslStream stream = new(client.GetStream()))
        {
            try
            {
                stream.AuthenticateAsServer(options);
            }
            catch (Exception refused) when (refused is AuthenticationException or IOException)
            {
                // As servers do: the connection ends.
            }
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=MlTrack test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
