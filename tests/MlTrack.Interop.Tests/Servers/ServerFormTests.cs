using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Stores;
using MlTrack.Stores.Tests.Artifacts;

namespace MlTrack.Interop.Tests.Servers;

/// <summary>Servers as teams run them: below a path, with users, with a certificate of their own, with artifacts elsewhere.</summary>
[Collection("the forms of servers")]
public sealed class ServerFormTests : IDisposable
{
    private const string Password = "c4n4ry-s3cret";

    private readonly TempFolder _local = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _local.Dispose();

    [Fact]
    public void A_server_with_a_prefix()
    {
        using MlflowServer server = MlflowServer.Start(MlflowInstall.Version3, ["--static-prefix", "/team/mlflow"]);
        using MlClient client = MlStore.Connect(server.Uri + "/team/mlflow/");
        Assert.Equal(server.Uri + "/team/mlflow", client.Store.Uri);
        Works(client);
        using MlClient wrong = MlStore.Connect(server.Uri + "/other", Quick());
        MlConnectionStatus status = wrong.Store.Test(Token);
        Assert.False(status.Success);
        Assert.Contains("is no MLflow server", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_behind_a_path_of_a_proxy()
    {
        using MlflowServer server = MlflowServer.Start(MlflowInstall.Version2, []);
        using CuttingProxy proxy = new(server.Uri, strip: "/team/mlflow");
        using MlClient client = MlStore.Connect(proxy.Uri + "/team/mlflow");
        Works(client);
    }

    [Fact]
    public void A_server_that_asks_for_a_user()
    {
        string settings = _local.Write(
            "auth.ini",
            $"""
            [mlflow]
            default_permission = READ
            database_uri = sqlite:///{_local["auth.db"]}
            admin_username = admin
            admin_password = {Password}
            authorization_function = mlflow.server.auth:authenticate_request_basic_auth
            """);
        using MlflowServer server = MlflowServer.Start(
            MlflowInstall.Version3, ["--app-name", "basic-auth"],
            new Dictionary<string, string> { ["MLFLOW_AUTH_CONFIG_PATH"] = settings, ["MLFLOW_FLASK_SERVER_SECRET_KEY"] = "x" });
        using MlClient nobody = MlStore.Connect(server.Uri, Quick());
        Assert.Equal(MlErrorCode.Unauthenticated, Assert.ThrowsAny<MlException>(() => nobody.GetExperiment("0", Token)).ErrorCode);
        Assert.Contains("401", nobody.Store.Test(Token).Message, StringComparison.Ordinal);
        using MlClient wrong = MlStore.Connect(server.Uri.Replace("://", "://admin:wrong@", StringComparison.Ordinal), Quick());
        Assert.Contains("doesn't accept the credentials", wrong.Store.Test(Token).Message, StringComparison.Ordinal);
        using MlClient admin = MlStore.Connect(server.Uri.Replace("://", $"://admin:{Password}@", StringComparison.Ordinal), Quick());
        Assert.DoesNotContain(Password, admin.Store.Uri + admin.Store.Key, StringComparison.Ordinal);
        Works(admin);
    }

    [Fact]
    public void A_server_with_a_certificate_of_its_own()
    {
        using X509Certificate2 certificate = SelfSigned();
        using MlflowServer server = MlflowServer.Start(MlflowInstall.Version3, []);
        using CuttingProxy proxy = new(server.Uri, certificate: certificate);
        using MlClient strict = MlStore.Connect(proxy.Uri, Quick());
        MlConnectionStatus status = strict.Store.Test(Token);
        Assert.False(status.Success);
        Assert.Contains("TLS failed", status.Message, StringComparison.Ordinal);
        MlException failure = Assert.ThrowsAny<MlException>(() => strict.GetExperiment("0", Token));
        Assert.Equal(MlErrorCode.TemporarilyUnavailable, failure.ErrorCode);

        using MlClient careless = MlStore.Connect(proxy.Uri, Quick(skip: true));
        Works(careless);
        _local.Write("ca.pem", certificate.ExportCertificatePem());
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_SERVER_CERT_PATH", _local["ca.pem"]);
        try
        {
            using MlClient trusting = MlStore.Connect(proxy.Uri, Quick());
            Works(trusting);
        }
        finally
        {
            Environment.SetEnvironmentVariable("MLFLOW_TRACKING_SERVER_CERT_PATH", null);
        }
    }

    [Fact]
    public void Local_folders_that_a_server_names_are_used_only_where_the_user_named_them()
    {
        using MlflowServer server = MlflowServer.Start(
            MlflowInstall.Version3, ["--no-serve-artifacts", "--default-artifact-root", _local["artifacts"]]);
        using MlClient client = MlStore.Connect(server.Uri);
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        MlException failure = Assert.Throws<MlException>(() => new MlArtifacts(client).LogText(run.RunId, "a.txt", "x", Token));
        Assert.Equal(MlErrorCode.PermissionDenied, failure.ErrorCode);
        Assert.False(Directory.Exists(_local["artifacts"]));
        foreach (string root in new[] { _local["other"], _local["art"] })
        {
            using MlClient elsewhere = MlStore.Connect(server.Uri, new MlStoreOptions { ArtifactRoot = root });
            Assert.Throws<MlException>(() => new MlArtifacts(elsewhere).LogText(run.RunId, "a.txt", "x", Token));
        }

        using MlClient named = MlStore.Connect(server.Uri, new MlStoreOptions { ArtifactRoot = _local["artifacts"] });
        new MlArtifacts(named).LogText(run.RunId, "a.txt", "x", Token);
        Assert.True(File.Exists(Path.Join(run.ArtifactUri.Replace("file://", "", StringComparison.Ordinal), "a.txt")));
    }

    private static MlStoreOptions Quick(bool skip = false) =>
        new() { Server = new MlServerOptions { MaximumRetryCount = 1, SkipCertificateCheck = skip } };

    private void Works(MlClient client)
    {
        MlConnectionStatus status = client.Store.Test(Token);
        Assert.True(status.Success, status.Message);
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        client.LogMetric(run.RunId, "m", 1, cancellationToken: Token);
        Assert.Equal(1, client.GetRun(run.RunId, Token).Metrics["m"]);
        Assert.Contains(run.RunId, client.FindRuns(new RunSearch(), cancellationToken: Token).Select(found => found.RunId));
        MlArtifacts artifacts = new(client);
        artifacts.LogText(run.RunId, "a/b.txt", "text", Token);
        Assert.Equal("text", File.ReadAllText(artifacts.Download(run.RunId, "a/b.txt", _local[run.RunId], null, Token)));
    }

    private static X509Certificate2 SelfSigned()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=MlTrack test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
