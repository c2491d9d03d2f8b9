namespace MlTrack.Stores.Uris;

/// <summary>Reads tracking URIs in all their forms. What is malformed, or not supported, fails here and at once.</summary>
internal static class TrackingUri
{
    private const string DefaultFile = "mlflow.db";

    /// <summary>Reads a tracking URI.</summary>
    /// <param name="uri">The URI, or a path.</param>
    /// <param name="baseFolder">The absolute folder that relative paths count from.</param>
    /// <returns>Where the store is.</returns>
    public static StoreAddress Parse(string? uri, string baseFolder)
    {
        if (string.IsNullOrWhiteSpace(uri))
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Uri, $"{UriErrors.Subject} must not be empty. {UriErrors.Forms}", uri);
        }

        if (uri.Any(char.IsControl) || MlText.IndexOfUnstorable(uri) >= 0)
        {
            throw UriErrors.Invalid(uri, "holds control characters.");
        }

        if (!LocalPath.IsUri(uri) && LocalPath.IsUri(uri.Trim(' ', '"', '\'')))
        {
            throw UriErrors.Invalid(uri, "has blanks or quotes around it. Leave them out.");
        }

        if (!LocalPath.IsUri(uri))
        {
            return uri.Equals("databricks", StringComparison.OrdinalIgnoreCase) ? throw Databricks(uri) : ParsePath(uri, baseFolder);
        }

        string scheme = uri[..uri.IndexOf(':', StringComparison.Ordinal)];
        string[] parts = scheme.ToLowerInvariant().Split('+', 2);
        string driver = parts.Length > 1 ? parts[1] : "";
        return (parts[0], driver) switch
        {
            ("sqlite", "") => ParseSqlite(uri, baseFolder),
            ("mysql", "" or "pymysql" or "mysqldb" or "mysqlconnector") or ("mariadb", "" or "pymysql") =>
                DatabaseAddress.Parse(uri, MlBackend.MySQL, baseFolder),
            ("postgresql", "" or "psycopg2" or "psycopg" or "pg8000") or ("postgres", "") =>
                DatabaseAddress.Parse(uri, MlBackend.PostgreSQL, baseFolder),
            ("http" or "https", "") => RestAddress.ParseHttp(uri),
            ("databricks" or "uc" or "databricks-uc", _) => throw Databricks(uri),
            ("file", _) => throw UriErrors.Invalid(
                uri, "names a file store of MLflow 2.x, which MlTrack doesn't read. Give a SQLite file, such as sqlite:///mlflow.db."),
            _ => throw UriErrors.Invalid(uri, $"is of no kind that MlTrack knows. {UriErrors.Forms}"),
        };
    }

    /// <summary>Reads the URI of a registry, which has the same forms; its errors say that it is one.</summary>
    /// <param name="uri">The URI, or a path.</param>
    /// <param name="baseFolder">The absolute folder that relative paths count from.</param>
    /// <param name="variable">The variable that it comes from; null for none.</param>
    /// <returns>Where the registry is.</returns>
    public static StoreAddress ParseRegistry(string? uri, string baseFolder, string? variable = null)
    {
        try
        {
            return Parse(uri, baseFolder);
        }
        catch (MlException failure) when (failure.Entity == MlEntity.Uri)
        {
            throw UriErrors.OfRegistry(failure, variable);
        }
    }

    private static MlException Databricks(string uri) => UriErrors.NotSupported(
        uri, $"names a Databricks workspace or Unity Catalog, which MlTrack doesn't support. {UriErrors.Forms}");

    private static SqliteAddress ParseSqlite(string uri, string baseFolder)
    {
        string rest = uri["sqlite:".Length..];
        int mark = rest.IndexOf('?', StringComparison.Ordinal);
        string query = mark < 0 ? "" : rest[(mark + 1)..];
        rest = mark < 0 ? rest : rest[..mark];
        SqliteAddress address;
        if (rest is "//" or "///:memory:")
        {
            address = SqliteAddress.ForMemory();
        }
        else if (!rest.StartsWith("///", StringComparison.Ordinal) || rest.Length == 3)
        {
            throw UriErrors.Invalid(
                uri, "has no path after three slashes. Give sqlite:///x.db, sqlite:////absolute/x.db or sqlite:///:memory:.");
        }
        else
        {
            string path = Uri.UnescapeDataString(rest[3..]);
            if (path.EndsWith('/') || path.EndsWith('\\'))
            {
                throw UriErrors.Invalid(uri, $"names a folder. Name a file in it, such as {DefaultFile}.");
            }

            address = SqliteAddress.ForFile(Absolute(uri, path, baseFolder));
        }

        return ReadSqliteQuery(uri, query, address);
    }

    private static SqliteAddress ReadSqliteQuery(string uri, string query, SqliteAddress address)
    {
        foreach ((string key, string value) in UriQuery.Read(query))
        {
            address = key switch
            {
                "timeout" => address with { Timeout = UriQuery.Seconds(uri, key, value) },
                "journal_mode" => address with
                {
                    Journal = value.ToLowerInvariant() switch
                    {
                        "wal" => SqliteJournal.Wal,
                        "delete" => SqliteJournal.Delete,
                        _ => throw UriErrors.Invalid(uri, $"has journal_mode {MlText.Show(value)}; it can be wal or delete."),
                    },
                },
                _ => throw UriQuery.Unknown(uri, key, ["timeout", "journal_mode"]),
            };
        }

        return address;
    }

    private static SqliteAddress ParsePath(string given, string baseFolder)
    {
        string path = Absolute(given, given, baseFolder);
        bool isFolder = given.EndsWith('/') || given.EndsWith('\\') || Directory.Exists(path);
        if (isFolder)
        {
            string file = Path.Join(path, DefaultFile);
            if (!File.Exists(file) && (File.Exists(Path.Join(path, "meta.yaml")) || Directory.Exists(Path.Join(path, "0"))))
            {
                throw UriErrors.Invalid(
                    given, "is a folder that holds a file store of MLflow 2.x, or artifacts. MlTrack doesn't read file stores: name a "
                    + "SQLite file, such as mlflow.db, beside it.");
            }

            return SqliteAddress.ForFile(file);
        }

        return Path.HasExtension(path) || File.Exists(path)
            ? SqliteAddress.ForFile(path)
            : throw UriErrors.Invalid(given, $"isn't there, and doesn't say what it should be. {Advice(UriErrors.Redact(given))}");
    }

    private static string Advice(string shown) =>
        shown.Contains('@', StringComparison.Ordinal) || LocalPath.IsUri(shown.Trim(' ', '"', '\'')) ? UriErrors.Forms
        : $"Write '{shown}.db' for a file, or '{shown}/' for a folder.";

    private static string Absolute(string uri, string path, string baseFolder)
    {
        try
        {
            return LocalPath.Resolve(path, baseFolder);
        }
        catch (Exception bad) when (bad is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw UriErrors.Invalid(uri, $"is no usable path. {UriErrors.Forms}");
        }
    }
}
