using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Search;

namespace MlTrack.Stores.Sql.Readers;

/// <summary>Reads the rows of a search's page and the token of the next one.</summary>
internal static class PageReader
{
    /// <summary>Reads a page.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="session">Where to read.</param>
    /// <param name="page">The page's statement.</param>
    /// <param name="read">Reads the current row.</param>
    /// <returns>The rows, and the token; null at the end.</returns>
    public static (List<T> Rows, string? Next) Read<T>(SqlSession session, SearchPageStatement page, Func<SqlRows, T> read)
    {
        (List<T> Rows, string? Next, bool IsSure) first = Read(session, page, page.Statement, read);
        if (!first.IsSure)
        {
            first = Read(session, page, page.IfUnsure!(), read);
        }

        return (first.Rows, first.Next);
    }

    private static (List<T> Rows, string? Next, bool IsSure) Read<T>(
        SqlSession session, SearchPageStatement page, SqlStatement statement, Func<SqlRows, T> read)
    {
        List<T> items = [];
        object?[] key = [];
        using SqlRows rows = session.Query(statement);
        while (items.Count < page.Limit && rows.Read())
        {
            items.Add(read(rows));
            if (items.Count == page.Limit)
            {
                key = rows.Use(page.ReadKey);
            }
        }

        string? next = rows.Use(reader => page.NextToken(reader, items.Count, key));
        return (items, next, rows.Use(reader => page.IsSure(reader, items.Count, key, next)));
    }
}
