using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace MlTrack.Stores.Tests.Support;

/// <summary>Plain access to SQLite files, past MlTrack.</summary>
[SuppressMessage("Security", "CA2100", Justification = "Statements of tests.")]
internal static class RawSql
{
    static RawSql() => SQLitePCL.Batteries_V2.Init();

    public static SqliteConnection Open(string path)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public static void Execute(SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    public static void Execute(string path, string text)
    {
        using SqliteConnection connection = Open(path);
        Execute(connection, text);
    }

    public static List<object?[]> Query(string path, string text)
    {
        using SqliteConnection connection = Open(path);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        using SqliteDataReader reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
        {
            object?[] row = new object?[reader.FieldCount];
            reader.GetValues(row!);
            rows.Add([.. row.Select(value => value is DBNull ? null : value)]);
        }

        return rows;
    }

    public static string? Text(string path, string text) => Query(path, text) is [[{ } value, ..], ..] ? value.ToString() : null;
}
