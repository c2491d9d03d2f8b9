namespace MlTrack.Stores.Uris;

/// <summary>A SQLite file, or a database in memory.</summary>
internal sealed record SqliteAddress : StoreAddress
{
    private static int s_memoryStores;

    private SqliteAddress(string? path, string uri)
        : base(MlBackend.SQLite, uri) => Path = path;

    /// <summary>The file's absolute path; null for a database in memory.</summary>
    public string? Path { get; }

    /// <summary>How long to wait for a lock, where the URI says it.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The journal of a new file.</summary>
    public SqliteJournal Journal { get; init; } = SqliteJournal.Wal;

    public static SqliteAddress ForFile(string absolutePath)
    {
        // The characters that would end the path, or start an escape, when the URI is read again.
        string path = absolutePath.Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal);
        return new SqliteAddress(absolutePath, "sqlite:///" + path);
    }

    /// <summary>A database in memory; each is a store of its own.</summary>
    public static SqliteAddress ForMemory() => new(null, "sqlite:///:memory:")
    {
        Key = FormattableString.Invariant($"sqlite:///:memory:#{Interlocked.Increment(ref s_memoryStores)}"),
    };
}
