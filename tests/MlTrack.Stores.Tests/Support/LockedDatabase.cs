using Microsoft.Data.Sqlite;

namespace MlTrack.Stores.Tests.Support;

/// <summary>Holds the write lock of a SQLite file, as another program would.</summary>
internal sealed class LockedDatabase : IDisposable
{
    private readonly SqliteConnection _connection;

    public LockedDatabase(string path, string how = "BEGIN IMMEDIATE")
    {
        _connection = RawSql.Open(path);
        RawSql.Execute(_connection, how);
    }

    public void Dispose() => _connection.Dispose();
}
