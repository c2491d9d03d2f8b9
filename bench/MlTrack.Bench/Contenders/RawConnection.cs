using Microsoft.Data.Sqlite;

namespace MlTrack.Bench.Contenders;

/// <summary>Raw ADO.NET on SQLite with the settings that MlTrack promises: WAL, synchronous=FULL, foreign keys.</summary>
internal static class RawConnection
{
    public static SqliteConnection Open(string file)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A prepared command; its parameters are those that the text names, in order.</summary>
    public static SqliteCommand Prepare(SqliteConnection connection, string sql, params string[] parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (string name in parameters)
        {
            command.Parameters.Add(new SqliteParameter(name, null) { Value = DBNull.Value });
        }

        command.Prepare();
        return command;
    }
}
