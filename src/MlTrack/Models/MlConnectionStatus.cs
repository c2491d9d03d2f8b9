namespace MlTrack;

/// <summary>What a test of the connection found.</summary>
public sealed class MlConnectionStatus
{
    /// <summary>Whether commands would work now.</summary>
    public bool Success { get; internal init; }

    /// <summary>The kind of store.</summary>
    public MlBackend Backend { get; internal init; }

    /// <summary>The tracking URI, without any secret.</summary>
    public string Uri { get; internal init; } = "";

    /// <summary>The version of the database engine or server; null if it wasn't reached.</summary>
    public string? ServerVersion { get; internal init; }

    /// <summary>The schema's revision (table alembic_version); null for a server, or where there is no schema yet.</summary>
    public string? SchemaRevision { get; internal init; }

    /// <summary>How long the question took; null if there was no answer.</summary>
    public TimeSpan? Latency { get; internal init; }

    /// <summary>What was found, or why it failed and what to do.</summary>
    public string Message { get; internal init; } = "";
}
