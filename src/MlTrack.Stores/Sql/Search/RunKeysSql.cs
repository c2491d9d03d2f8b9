using MlTrack.Search;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Search;

/// <summary>Statements for the distinct keys among the runs that a search finds. Each gives one column, in no order.</summary>
/// <param name="Metrics">The statement for metric keys.</param>
/// <param name="Params">The statement for param keys.</param>
/// <param name="Tags">The statement for tag keys.</param>
internal sealed record RunKeysSql(SqlStatement Metrics, SqlStatement Params, SqlStatement Tags)
{
    /// <summary>Makes the statements.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">How many of the found runs count, in their order; null for all.</param>
    /// <returns>The statements.</returns>
    /// <exception cref="MlException">The filter, the order or an experiment id can't be used.</exception>
    public static RunKeysSql For(SqlDialect dialect, SchemaCapabilities capabilities, RunSearch search, int? maxResults) => new(
        Statement("latest_metrics", dialect, capabilities, search, maxResults),
        Statement("params", dialect, capabilities, search, maxResults),
        Statement("tags", dialect, capabilities, search, maxResults));

    private static SqlStatement Statement(
        string table, SqlDialect dialect, SchemaCapabilities capabilities, RunSearch search, int? maxResults)
    {
        string key = dialect.Quote("key");
        SqlBuilder sql = new();
        if (maxResults is null && search.ExperimentIds is null && string.IsNullOrEmpty(search.Filter))
        {
            // Nearly every run counts, so one look-up a key finds one: from key to next larger key, in the order of the primary key.
            sql.Append($"WITH RECURSIVE k(name) AS (\nSELECT MIN({key}) FROM {table}\nUNION ALL\n")
                .Append($"SELECT (SELECT MIN(n.{key}) FROM {table} n WHERE n.{key} > k.name) FROM k WHERE k.name IS NOT NULL)\n")
                .Append($"SELECT k.name FROM k WHERE k.name IS NOT NULL AND EXISTS (SELECT 1 FROM {table} x WHERE x.{key} = k.name")
                .Append(" AND EXISTS (SELECT 1");
            RunSearchSql.AppendFrom(sql, dialect, capabilities, search, sorting: null);
            sql.Append(" AND t.run_uuid = x.run_uuid))");
            return sql.Build();
        }

        // Otherwise the runs lead to their keys.
        sql.Append("SELECT DISTINCT x.").Append(key).Append(" FROM (");
        if (maxResults is null)
        {
            sql.Append("SELECT t.run_uuid AS run_id");
            RunSearchSql.AppendFrom(sql, dialect, capabilities, search, sorting: null);
        }
        else
        {
            SearchSorting sorting = RunSearchSql.Sorting(dialect, SearchScheme.Of(SearchKind.Runs, capabilities), search);
            RunSearchSql.AppendOrdered(sql, dialect, capabilities, search, sorting, "t.run_uuid AS run_id", maxResults, after: null);
        }

        sql.Append($") p\n{dialect.OrderedJoin} {table} x ON x.run_uuid = p.run_id");
        return sql.Build();
    }
}
