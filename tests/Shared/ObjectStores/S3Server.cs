using System.Globalization;

namespace MlTrack.TestNeeds.ObjectStores;

/// <summary>s3rver 3.7.1, with one bucket.</summary>
internal sealed class S3Server : ObjectServer
{
    /// <summary>The bucket that is there.</summary>
    public const string Bucket = "mltrack";

    /// <summary>The id and the secret of its user.</summary>
    public const string Key = "S3RVER";

    private static readonly Lazy<S3Server> s_shared = new(() => Shared(new S3Server()));

    /// <summary>The one that the tests of this process share.</summary>
    public static S3Server Common => s_shared.Value;

    /// <summary>One that a test has for itself.</summary>
    public static S3Server Own()
    {
        S3Server server = new();
        server.Start();
        return server;
    }

    protected override IEnumerable<string> Arguments() =>
    [
        // It pages with DES, which newer OpenSSL keeps aside.
        "--openssl-legacy-provider", Path.Combine(NpmPackage.Folder("s3rver", "3.7.1"), "bin", "s3rver.js"), "--directory", Folder, "--address", "127.0.0.1", "--port",
        Port.ToString(CultureInfo.InvariantCulture), "--silent", "--no-vhost-buckets", "--configure-bucket", Bucket,
    ];
}
