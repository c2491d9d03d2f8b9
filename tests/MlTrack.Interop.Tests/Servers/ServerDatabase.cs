using Microsoft.Data.Sqlite;

namespace MlTrack.Interop.Tests.Servers;

/// <summary>Empties the database of a running server, which is much quicker than a new server for each test.</summary>
internal static class ServerDatabase
{
    private const string Statements =
        """
        PRAGMA busy_timeout = 30000;
        BEGIN IMMEDIATE;
        DELETE FROM tags;
        DELETE FROM params;
        DELETE FROM metrics;
        DELETE FROM latest_metrics;
        DELETE FROM runs;
        DELETE FROM experiment_tags;
        DELETE FROM input_tags;
        DELETE FROM inputs;
        DELETE FROM datasets;
        DELETE FROM model_version_tags;
        DELETE FROM registered_model_tags;
        DELETE FROM registered_model_aliases;
        DELETE FROM model_versions;
        DELETE FROM registered_models;
        DELETE FROM experiments WHERE experiment_id <> 0;
        UPDATE experiments SET name = 'Default', lifecycle_stage = 'active';
        COMMIT;
        """;

    static ServerDatabase() => SQLitePCL.Batteries_V2.Init();

    public static void Reset(string path)
    {
        using SqliteConnection connection = Open(path);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = Statements;
        command.ExecuteNonQuery();
    }

    /// <summary>The rows of a table.</summary>
    public static long Count(string path, string table)
    {
        using SqliteConnection connection = Open(path);
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // A statement of tests.
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
#pragma warning restore CA2100
        return (long)command.ExecuteScalar()!;
    }

    private static SqliteConnection Open(string path)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
