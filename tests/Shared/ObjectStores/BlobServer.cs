using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace MlTrack.TestNeeds.ObjectStores;

/// <summary>Azurite 3.37.0's blob service.</summary>
internal sealed class BlobServer : ObjectServer
{
    /// <summary>The container that is there.</summary>
    public const string Container = "mltrack";

    /// <summary>The account that every Azurite has.</summary>
    public const string Account = "devstoreaccount1";

    // Azurite's documented key, the same everywhere.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private const string Version = "2021-12-02";

    private static readonly Lazy<BlobServer> s_shared = new(() =>
    {
        BlobServer server = Shared(new BlobServer());
        server.MakeContainer();
        return server;
    });

    /// <summary>The one that the tests of this process share.</summary>
    public static BlobServer Common => s_shared.Value;

    /// <summary>One that a test has for itself.</summary>
    public static BlobServer Own()
    {
        BlobServer server = new();
        server.Start();
        server.MakeContainer();
        // Azurite writes what it knows every few seconds: a kill before that would take the container along.
        string known = Path.Combine(server.Folder, "__azurite_db_blob__.json");
        Assert.True(SpinWait.SpinUntil(
            () => File.Exists(known) && File.ReadAllText(known).Contains($"\"{Container}\"", StringComparison.Ordinal), TimeSpan.FromSeconds(30)));
        return server;
    }

    /// <summary>How clients find it.</summary>
    /// <param name="address">Another address, of a proxy; null for its own.</param>
    /// <param name="key">Another key; null for the right one.</param>
    public string ConnectionString(string? address = null, string? key = null) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key ?? Key};BlobEndpoint={address ?? Address}/{Account};";

    protected override IEnumerable<string> Arguments() =>
    [
        Path.Combine(NpmPackage.Folder("azurite", "3.37.0"), "dist", "src", "blob", "main.js"), "--location", Folder, "--blobHost", "127.0.0.1",
        "--blobPort", Port.ToString(CultureInfo.InvariantCulture), "--silent", "--disableTelemetry", "--skipApiVersionCheck",
        "--disableProductStyleUrl",
    ];

    private void MakeContainer()
    {
        string date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        string signed = $"PUT{new string('\n', 12)}x-ms-date:{date}\nx-ms-version:{Version}\n/{Account}/{Account}/{Container}\nrestype:container";
        byte[] signature = HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes(signed));
        using HttpRequestMessage request = new(HttpMethod.Put, $"{Address}/{Account}/{Container}?restype=container");
        request.Headers.Add("x-ms-date", date);
        request.Headers.Add("x-ms-version", Version);
        request.Headers.TryAddWithoutValidation("Authorization", $"SharedKey {Account}:{Convert.ToBase64String(signature)}");
        using HttpClient client = new();
        using HttpResponseMessage made = client.Send(request);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
    }
}
