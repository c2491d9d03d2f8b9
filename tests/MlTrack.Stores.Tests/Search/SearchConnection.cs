using System.Data.Common;
using Microsoft.Data.Sqlite;
using MlTrack.Stores.Sql;
using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Schema;
using MlTrack.Stores.Sql.Search;

namespace MlTrack.Stores.Tests.Search;

/// <summary>Runs search statements on a plain connection, opened the way the store opens its own.</summary>
internal static class SearchConnection
{
    static SearchConnection() => SQLitePCL.Batteries_V2.Init();

    public static SchemaCapabilities Capabilities { get; } = new() { Revision = "0584bdc529eb" };

    /// <summary>The same with the statements for indexes of ours, which mean the same without them.</summary>
    public static SchemaCapabilities Optimized { get; } = Capabilities with { Optimized = true };

    /// <summary>The same, beginning with the rows of a key, as in experiments that hold most runs.</summary>
    public static SchemaCapabilities SearchingMost { get; } = Capabilities with { SearchesMost = true };

    /// <summary>The same, with the walk along an index also where little data would speak against it.</summary>
    public static SchemaCapabilities Walking { get; } = Optimized with { FewRows = 0 };

    /// <summary>All ways of searching runs, which answer alike.</summary>
    public static IReadOnlyList<SchemaCapabilities> Ways { get; } = [Capabilities, SearchingMost, Optimized, Walking];

    public static SqliteConnection Open(string source)
    {
        SqliteConnection connection = new($"Data Source={source};Pooling=False");
        connection.Open();
        SqliteRegex.Register(connection.Handle!);
        Execute(connection, "PRAGMA case_sensitive_like=true; PRAGMA foreign_keys=ON;");
        return connection;
    }

    public static void Execute(SqliteConnection connection, string text, params object?[] values)
    {
        using SqliteCommand command = Command(connection, new SqlStatement(text, values));
        command.ExecuteNonQuery();
    }

    public static SqliteCommand Command(SqliteConnection connection, SqlStatement statement)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = statement.Text;
        for (int i = 0; i < statement.Parameters.Count; i++)
        {
            command.Parameters.AddWithValue($"@p{i}", statement.Parameters[i] ?? DBNull.Value);
        }

        return command;
    }

    /// <summary>Reads a page: a row's columns as texts joined by '/', and the next page's token.</summary>
    public static (IReadOnlyList<string> Rows, string? Next) Read(SqliteConnection connection, SearchPageStatement page, int columns)
    {
        using SqliteCommand command = Command(connection, page.Statement);
        using DbDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        object?[] key = [];
        while (rows.Count < page.Limit && reader.Read())
        {
            rows.Add(string.Join('/', Enumerable.Range(0, columns).Select(i => Convert.ToString(reader.GetValue(i), null))));
            key = page.ReadKey(reader);
        }

        return (rows, page.NextToken(reader, rows.Count, key));
    }

    public static IReadOnlyList<string> Rows(SqliteConnection connection, SqlStatement statement)
    {
        using SqliteCommand command = Command(connection, statement);
        using DbDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(string.Join('/', Enumerable.Range(0, reader.FieldCount).Select(i => Convert.ToString(reader.GetValue(i), null))));
        }

        return rows;
    }
}
