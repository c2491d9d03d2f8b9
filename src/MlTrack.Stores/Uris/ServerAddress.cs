using System.Globalization;

namespace MlTrack.Stores.Uris;

/// <summary>A database server or an MLflow server: read far enough to find what is malformed, and to name it.</summary>
internal sealed record ServerAddress : StoreAddress
{
    private static readonly string[] s_mySqlKeys =
        ["charset", "unix_socket", "ssl_ca", "ssl_cert", "ssl_key", "ssl_verify_cert", "ssl_disabled", "connect_timeout"];

    private static readonly string[] s_postgreSqlKeys =
        ["host", "sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "options", "application_name"];

    private ServerAddress(MlBackend backend, string uri)
        : base(backend, uri)
    {
    }

    /// <summary>The host's name or address.</summary>
    public required string Host { get; init; }

    /// <summary>The port.</summary>
    public required int Port { get; init; }

    /// <summary>The database, or the path of a server.</summary>
    public required string Path { get; init; }

    public static ServerAddress Parse(string uri, MlBackend backend)
    {
        int start = uri.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            throw UriErrors.Invalid(uri, $"has no '//' after its scheme. {UriErrors.Forms}");
        }

        string rest = uri[(start + 3)..];
        int mark = rest.IndexOf('?', StringComparison.Ordinal);
        string query = mark < 0 ? "" : rest[(mark + 1)..];
        rest = mark < 0 ? rest : rest[..mark];
        bool isDatabase = backend != MlBackend.REST;

        // The password of a database may hold a slash, as in SQLAlchemy; a server's path may hold an '@'.
        int slash = rest.IndexOf('/', isDatabase ? rest.LastIndexOf('@') + 1 : 0);
        string authority = slash < 0 ? rest : rest[..slash];
        string path = slash < 0 ? "" : System.Uri.UnescapeDataString(rest[(slash + 1)..]);
        (string host, int? port) = SplitHost(uri, authority[(authority.LastIndexOf('@') + 1)..]);
        foreach ((string key, string _) in UriQuery.Read(query))
        {
            string[] known = backend switch { MlBackend.MySQL => s_mySqlKeys, MlBackend.PostgreSQL => s_postgreSqlKeys, _ => [] };
            if (!known.Contains(key, StringComparer.Ordinal))
            {
                throw isDatabase
                    ? UriQuery.Unknown(uri, key, known)
                    : UriErrors.Invalid(uri, "has a part after '?', which a server's address can't have.");
            }
        }

        if (isDatabase && path.Trim('/').Length == 0)
        {
            throw UriErrors.Invalid(uri, $"names no database. Add its name after the host: {(backend == MlBackend.MySQL ? "mysql" : "postgresql")}://user@host/db.");
        }

        if (!isDatabase && host.Length == 0)
        {
            throw UriErrors.Invalid(uri, "names no host. Give http://host:5000.");
        }

        int defaultPort = backend switch
        {
            MlBackend.MySQL => 3306,
            MlBackend.PostgreSQL => 5432,
            _ => uri.StartsWith("https", StringComparison.OrdinalIgnoreCase) ? 443 : 80,
        };
        return new ServerAddress(backend, UriErrors.Redact(uri))
        {
            Host = host.Length == 0 ? "localhost" : host,
            Port = port ?? defaultPort,
            Path = path,
        };
    }

    private static (string Host, int? Port) SplitHost(string uri, string text)
    {
        int end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) + 1 : text.IndexOf(':', StringComparison.Ordinal);
        if (text.StartsWith('[') && end == 0)
        {
            throw UriErrors.Invalid(uri, "has an opening bracket without a closing one.");
        }

        string host = end < 0 ? text : text[..end];
        string port = end < 0 ? "" : text[end..];
        if (port.Length == 0)
        {
            return (host, null);
        }

        return port[0] == ':' && int.TryParse(port.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is > 0 and <= 65535
            ? (host, number)
            : throw UriErrors.Invalid(uri, "has no valid port; it must be a number from 1 to 65535 after the host.");
    }
}
