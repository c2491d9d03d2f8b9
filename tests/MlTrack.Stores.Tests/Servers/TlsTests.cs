using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MlTrack.Stores.Tests.Support;
using MlTrack.TestNeeds.Servers;

namespace MlTrack.Stores.Tests.Servers;

/// <summary>Servers whose certificates come from an authority of the test's own.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(MlBackend.MySQL, "127.0.0.1", 1, null)]
    [InlineData(MlBackend.MySQL, "other.example", 1, "not one for the host")]
    [InlineData(MlBackend.MySQL, "127.0.0.1", -1, "expired")]
    [InlineData(MlBackend.PostgreSQL, "127.0.0.1", 1, null)]
    [InlineData(MlBackend.PostgreSQL, "other.example", 1, "not one for the host")]
    [InlineData(MlBackend.PostgreSQL, "127.0.0.1", -1, "expired")]
    public void TheHostMustBeTheOneOfTheCertificate(MlBackend backend, string host, int days, string? refusal)
    {
        MakeCertificates(host, days);
        Open(Directory.GetParent(_folder["ca.pem"])!.FullName);
        using TestServer server = TestServer.Own(
            backend,
            backend == MlBackend.MySQL
                ? ["--ssl-ca=" + _folder["ca.pem"], "--ssl-cert=" + _folder["server.pem"], "--ssl-key=" + _folder["server.key"]]
                : ["-c", "ssl=on", "-c", "ssl_cert_file=" + _folder["server.pem"], "-c", "ssl_key_file=" + _folder["server.key"]]);
        using ServerDatabaseFixture database = new(backend, server);
        string verified = backend == MlBackend.MySQL ? "ssl_ca=" + _folder["ca.pem"] : "sslmode=verify-full&sslrootcert=" + _folder["ca.pem"];
        string unverified = backend == MlBackend.MySQL ? verified + "&ssl_verify_cert=false" : "sslmode=require";
        using MlClient any = database.Connect(server.Uri(database.Name, query: unverified));
        Assert.Equal("Default", any.GetExperiment("0", Token).Name);
        using MlClient client = database.Connect(server.Uri(database.Name, query: verified));
        if (refusal is null)
        {
            Assert.Equal("Default", client.GetExperiment("0", Token).Name);

            // Another authority than the certificate's.
            MakeAuthority("Another").Dispose();
            using MlClient strange = database.Connect(server.Uri(database.Name, query: verified));
            Assert.Contains("no authority that is trusted", Fails(strange).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(refusal, Fails(client).Message, StringComparison.Ordinal);
        }
    }

    private static MlException Fails(MlClient client)
    {
        MlException failure = Assert.Throws<MlException>(() => client.GetExperiment("0", Token));
        Assert.Equal(MlErrorCode.TemporarilyUnavailable, failure.ErrorCode);
        Assert.DoesNotContain("p@ss", failure.ToString(), StringComparison.Ordinal);
        return failure;
    }

    private X509Certificate2 MakeAuthority(string name)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        X509Certificate2 authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddDays(10));
        File.WriteAllText(_folder["ca.pem"], authority.ExportCertificatePem());
        return authority;
    }

    private void MakeCertificates(string host, int days)
    {
        using X509Certificate2 authority = MakeAuthority("MlTrack's test");
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=server", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        if (IPAddress.TryParse(host, out IPAddress? address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using X509Certificate2 certificate = request.Create(
            authority, DateTimeOffset.UtcNow.AddDays(-5), DateTimeOffset.UtcNow.AddDays(days), [1, 2, 3, 4]);
        File.WriteAllText(_folder["server.pem"], certificate.ExportCertificatePem());
        File.WriteAllText(_folder["server.key"], key.ExportPkcs8PrivateKeyPem());
    }

    // The server runs as another user where the tests are root's, and takes no key that others can write or read.
    private void Open(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
            File.SetUnixFileMode(_folder["server.key"], (UnixFileMode)0b110_000_000);
            TestServer.GiveToServer(_folder["server.key"]);
        }
    }
}
