using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Readers;
using MlTrack.Stores.Sql.Search;

namespace MlTrack.Stores.Tests.Search;

/// <summary>Where recorded searches run: an engine, and a session on a copy of the golden database.</summary>
/// <param name="Dialect">How the engine says things.</param>
/// <param name="Read">Reads a page: so many first columns of a row as texts joined by '/', and the next page's token.</param>
internal sealed record SearchPlace(SqlDialect Dialect, Func<SearchPageStatement, int, (IReadOnlyList<string> Rows, string? Next)> Read)
{
    /// <summary>The engine's own answers among the recorded ones; null for those of SQLite.</summary>
    public string? Answers => Dialect.Backend switch { MlBackend.MySQL => "mysql", MlBackend.PostgreSQL => "postgresql", _ => null };

    /// <summary>A place on a store's own session.</summary>
    /// <param name="database">The database.</param>
    /// <param name="session">A session on it.</param>
    /// <returns>The place.</returns>
    public static SearchPlace On(SqlDatabase database, SqlSession session) => new(
        database.Dialect,
        (page, columns) => PageReader.Read(
            session, page, row => string.Join('/', Enumerable.Range(0, columns).Select(
                i => row.Use(reader => Convert.ToString(reader.GetValue(i), System.Globalization.CultureInfo.InvariantCulture))))));
}
