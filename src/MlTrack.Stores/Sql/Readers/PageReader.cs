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
        List<T> items = [];
        string? next = null;
        using SqlRows rows = session.Query(page.Statement);
        while (rows.Read())
        {
            items.Add(read(rows));
            if (page.IsFull(items.Count))
            {
                object?[] key = page.ReadKey(rows.Reader);
                next = rows.Read() ? page.CreateToken(key) : null;
                break;
            }
        }

        return (items, next);
    }
}
