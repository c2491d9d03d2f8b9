namespace MlTrack.Stores.Uris;

/// <summary>A database on a MySQL, MariaDB or PostgreSQL server. The password is kept apart from all that is shown.</summary>
internal sealed record DatabaseAddress : StoreAddress
{
    private DatabaseAddress(ServerAddress server)
        : base(server.Backend, server.Uri)
    {
        Host = server.Host.Trim('[', ']');
        Port = server.Port;
        Database = server.Path;
    }

    /// <summary>The host's name or address.</summary>
    public string Host { get; }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>The database.</summary>
    public string Database { get; }

    /// <summary>The user; null for the one that the driver would take.</summary>
    public string? User { get; init; }

    /// <summary>The password; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>What the URI says after its question mark.</summary>
    public required DatabaseOptions Options { get; init; }

    /// <summary>Reads a URI of a database server; nothing is connected.</summary>
    /// <param name="uri">The URI.</param>
    /// <param name="backend">MySQL or PostgreSQL.</param>
    /// <param name="baseFolder">The absolute folder that relative paths count from.</param>
    /// <returns>The address.</returns>
    public static DatabaseAddress Parse(string uri, MlBackend backend, string baseFolder)
    {
        ServerAddress server = ServerAddress.Parse(uri, backend);
        string[] parts = uri[(uri.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('?', 2);
        int at = parts[0].LastIndexOf('@');
        string[] login = at < 0 ? [] : parts[0][..at].Split(':', 2);
        return new DatabaseAddress(server)
        {
            User = login.Length > 0 && login[0].Length > 0 ? System.Uri.UnescapeDataString(login[0]) : null,
            Password = login.Length > 1 ? System.Uri.UnescapeDataString(login[1]) : null,
            Options = DatabaseOptions.Read(uri, parts.Length > 1 ? parts[1] : "", backend, baseFolder),
        };
    }

    /// <summary>The URI, without any secret.</summary>
    /// <returns>The URI.</returns>
    public override string ToString() => Uri;
}
