using MlTrack.Stores.Sql.Dialects;

namespace MlTrack.Stores.Sql.Search;

/// <summary>The statement for the distinct keys among the runs that a search finds.</summary>
internal static class RunKeysSql
{
    private static readonly string[] s_tables = ["latest_metrics", "params", "tags"];
    private static readonly RunColumns[] s_columns = [RunColumns.Metrics, RunColumns.Params, RunColumns.Tags];

    /// <summary>
    /// Makes the statement. Its rows are a kind (0 metrics, 1 params, 2 tags) and a key, each pair once, in no order. Tables that the
    /// search doesn't load are left alone; it must load one of them.
    /// </summary>
    /// <param name="query">What to look for, and where.</param>
    /// <param name="maxResults">How many of the found runs count, in their order; null for all.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="MlException">An experiment id can't be used.</exception>
    public static SqlStatement Statement(RunQuery query, int? maxResults)
    {
        SqlDialect dialect = query.Dialect;
        RunSearch search = query.Search;
        int[] kinds = [.. Enumerable.Range(0, s_tables.Length).Where(kind => search.Columns.HasFlag(s_columns[kind]))];
        bool everything = maxResults is null && search.ExperimentIds is null && string.IsNullOrEmpty(search.Filter);
        SqlBuilder sql = new();
        sql.Append("WITH RECURSIVE ");
        if (!everything)
        {
            AppendFound(sql, query, maxResults);
        }

        foreach (int kind in kinds)
        {
            AppendAllKeys(sql, dialect, kind, isLast: kind == kinds[^1]);
        }

        foreach (int kind in kinds)
        {
            sql.Append(kind == kinds[0] ? "" : "\nUNION ALL ");
            AppendKeysOfMost(sql, dialect, kind, everything ? "" : "(SELECT yes FROM most) = 1 AND ");
            RunSearchSql.AppendFrom(sql, query, ordered: false);
            sql.Append(" AND t.run_uuid = x.run_uuid))");
            if (!everything)
            {
                AppendKeysOfFew(sql, dialect, kind);
            }
        }

        return sql.Build();
    }

    private static void AppendFound(SqlBuilder sql, RunQuery query, int? maxResults)
    {
        SqlDialect dialect = query.Dialect;
        sql.Append($"found(run_id) {dialect.AsMaterialized} (");
        if (maxResults is null)
        {
            sql.Append("SELECT t.run_uuid");
            RunSearchSql.AppendFrom(sql, query, ordered: false);
        }
        else
        {
            sql.Append("SELECT p.run_id FROM (");
            RunSearchSql.AppendOrdered(sql, query, "t.run_uuid AS run_id", maxResults, after: null);
            sql.Append(") p");
        }

        // Where most runs are found, going from key to key soon meets one with each; elsewhere the found runs lead to their keys.
        sql.Append($"),\nhow(many) {dialect.AsMaterialized} (SELECT COUNT(*) FROM found),\nmost(yes) {dialect.AsMaterialized} (")
            .Append("SELECT CASE WHEN many * 2 > (SELECT COUNT(*) FROM runs)");
        if (maxResults is { } limit)
        {
            // That way knows nothing of a limit, so the limit must not have cut anything.
            sql.Append(" AND (many < ").Value(limit).Append(" OR (SELECT COUNT(*) FROM runs) <= ").Value(limit).Append(")");
        }

        sql.Append(" THEN 1 ELSE 0 END FROM how),\n");
    }

    // All keys of a table: from each to the next larger one, one look-up in the primary key each.
    private static void AppendAllKeys(SqlBuilder sql, SqlDialect dialect, int kind, bool isLast)
    {
        string key = dialect.Quote("key");
        string table = s_tables[kind];
        string last = isLast ? "\n" : ",\n";
        sql.Append($"{table}_keys(name) AS (SELECT MIN({key}) FROM {table} UNION ALL SELECT (SELECT MIN(n.{key}) FROM {table} n ")
            .Append($"WHERE n.{key} > k.name) FROM {table}_keys k WHERE k.name IS NOT NULL){last}");
    }

    private static void AppendKeysOfMost(SqlBuilder sql, SqlDialect dialect, int kind, string when) =>
        sql.Append(FormattableString.Invariant($"SELECT {kind}, k.name FROM {s_tables[kind]}_keys k WHERE {when}k.name IS NOT NULL"))
            .Append($" AND EXISTS (SELECT 1 FROM {s_tables[kind]} x WHERE x.{dialect.Quote("key")} = k.name AND EXISTS (SELECT 1");

    private static void AppendKeysOfFew(SqlBuilder sql, SqlDialect dialect, int kind)
    {
        string key = dialect.Quote("key");
        sql.Append(FormattableString.Invariant($"\nUNION ALL SELECT {kind}, d.{key} FROM (SELECT DISTINCT x.{key} FROM found f "))
            .Append($"{dialect.OrderedJoin} {s_tables[kind]} x ON x.run_uuid = f.run_id WHERE (SELECT yes FROM most) = 0) d");
    }
}
