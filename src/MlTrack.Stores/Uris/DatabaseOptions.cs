namespace MlTrack.Stores.Uris;

/// <summary>What a URI of a database server says after its question mark, in the words that both engines share.</summary>
internal sealed record DatabaseOptions
{
    /// <summary>How connections are protected.</summary>
    public DatabaseTls Tls { get; init; } = DatabaseTls.Prefer;

    /// <summary>The file with the authorities to trust; null for the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>The file with the client's certificate; null for none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The file with the certificate's key; null for none.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The socket of a server on this machine (MySQL: a file, PostgreSQL: a folder); null for TCP.</summary>
    public string? Socket { get; init; }

    /// <summary>A host that replaces the URI's own; null for none.</summary>
    public string? Host { get; init; }

    /// <summary>How long connecting may take; null for the default.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>PostgreSQL's command-line options for the session; null for none.</summary>
    public string? ServerOptions { get; init; }

    /// <summary>What the server's lists of sessions show; null for MlTrack's own name.</summary>
    public string? ApplicationName { get; init; }

    /// <summary>Reads the options of a URI whose keys are known ones.</summary>
    /// <param name="uri">The URI, for messages.</param>
    /// <param name="query">Its part after the question mark.</param>
    /// <param name="backend">MySQL or PostgreSQL.</param>
    /// <param name="baseFolder">The absolute folder that relative paths count from.</param>
    /// <returns>The options.</returns>
    public static DatabaseOptions Read(string uri, string query, MlBackend backend, string baseFolder)
    {
        DatabaseOptions options = new();
        bool disabled = false;
        bool? verify = null;
        foreach ((string key, string value) in UriQuery.Read(query))
        {
            switch (key)
            {
                case "ssl_disabled": disabled = Flag(uri, key, value); break;
                case "ssl_verify_cert": verify = Flag(uri, key, value); break;
                case "sslmode": options = options with { Tls = Mode(uri, value) }; break;
                case "ssl_ca" or "sslrootcert": options = options with { AuthorityFile = FilePath(uri, key, value, baseFolder) }; break;
                case "ssl_cert" or "sslcert": options = options with { CertificateFile = FilePath(uri, key, value, baseFolder) }; break;
                case "ssl_key" or "sslkey": options = options with { KeyFile = FilePath(uri, key, value, baseFolder) }; break;
                case "unix_socket" when value.Length > 0: options = options with { Socket = value }; break;
                case "unix_socket": throw UriErrors.Invalid(uri, "has unix_socket without a value. Name the server's socket, or leave it out.");
                case "host" when value.StartsWith('/'): options = options with { Socket = value }; break;
                case "host" when value.Length > 0: options = options with { Host = value }; break;
                case "connect_timeout": options = options with { ConnectTimeout = UriQuery.Seconds(uri, key, value) }; break;
                case "options": options = options with { ServerOptions = value }; break;
                case "application_name": options = options with { ApplicationName = value }; break;
                default: break; // charset: the connection always speaks UTF-8, and the tables keep what they have.
            }
        }

        return backend == MlBackend.MySQL ? options with { Tls = MySqlMode(options, disabled, verify) }
            : options.Tls == DatabaseTls.Require && options.AuthorityFile is not null ? options with { Tls = DatabaseTls.VerifyAuthority }
            : options;
    }

    private static DatabaseTls MySqlMode(DatabaseOptions options, bool disabled, bool? verify) =>
        disabled ? DatabaseTls.None
        : verify ?? (options.AuthorityFile is not null) ? DatabaseTls.VerifyHost
        : options.AuthorityFile is not null || options.CertificateFile is not null ? DatabaseTls.Require
        : DatabaseTls.Prefer;

    private static DatabaseTls Mode(string uri, string value) => value switch
    {
        "disable" => DatabaseTls.None,
        "allow" or "prefer" => DatabaseTls.Prefer,
        "require" => DatabaseTls.Require,
        "verify-ca" => DatabaseTls.VerifyAuthority,
        "verify-full" => DatabaseTls.VerifyHost,
        _ => throw UriErrors.Invalid(
            uri, $"has sslmode {MlText.Show(value)}; it can be disable, allow, prefer, require, verify-ca or verify-full."),
    };

    private static string FilePath(string uri, string key, string value, string baseFolder) => value.Length > 0
        ? LocalPath.Resolve(value, baseFolder)
        : throw UriErrors.Invalid(uri, $"has {key} without a value. Name a file behind {key}=, or leave it out.");

    private static bool Flag(string uri, string key, string value) => value.ToLowerInvariant() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw UriErrors.Invalid(uri, $"has {key} {MlText.Show(value)}; it can be true or false."),
    };
}
