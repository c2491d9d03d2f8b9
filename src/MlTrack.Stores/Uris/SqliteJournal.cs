namespace MlTrack.Stores.Uris;

/// <summary>How a new SQLite file keeps its transactions safe.</summary>
internal enum SqliteJournal
{
    /// <summary>A write-ahead log: readers and a writer at the same time.</summary>
    Wal,

    /// <summary>A rollback journal, which also works on network shares.</summary>
    Delete,
}
