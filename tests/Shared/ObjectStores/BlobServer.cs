using System.Globalization;

namespace MlTrack.TestNeeds.ObjectStores;

/// <summary>Azurite 3.37.0's blob service.</summary>
internal sealed class BlobServer : ObjectServer
{
    /// <summary>The account that every Azurite has.</summary>
    public const string Account = "devstoreaccount1";

    // Azurite's documented key, the same everywhere.
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly Lazy<BlobServer> s_shared = new(() => Shared(new BlobServer()));

    /// <summary>The one that the tests of this process share.</summary>
    public static BlobServer Common => s_shared.Value;

    /// <summary>One that a test has for itself.</summary>
    public static BlobServer Own()
    {
        BlobServer server = new();
        server.Start();
        return server;
    }

    /// <summary>How clients find it.</summary>
    /// <param name="address">Another address, of a proxy; null for its own.</param>
    public string ConnectionString(string? address = null) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint={address ?? Address}/{Account};";

    protected override IEnumerable<string> Arguments() =>
    [
        Path.Combine(NpmPackage.Folder("azurite", "3.37.0"), "dist", "src", "blob", "main.js"), "--location", Folder, "--blobHost", "127.0.0.1",
        "--blobPort", Port.ToString(CultureInfo.InvariantCulture), "--silent", "--disableTelemetry", "--skipApiVersionCheck",
        "--disableProductStyleUrl",
    ];
}
