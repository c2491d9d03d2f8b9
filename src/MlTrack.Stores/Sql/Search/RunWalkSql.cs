using MlTrack.Search;

namespace MlTrack.Stores.Sql.Search;

/// <summary>
/// Finds the best runs of a metric by walking its index from the best value on, until enough of them fulfil the rest: however many runs
/// there are, hardly more are looked at than are found. Where few runs fulfil the rest, it begins with these instead; a look at the
/// indexes tells.
/// </summary>
internal sealed class RunWalkSql
{
    private readonly RunQuery _query;
    private readonly string _metric;

    private RunWalkSql(RunQuery query, string metric)
    {
        _query = query;
        _metric = metric;
    }

    /// <summary>Looks whether a search can be done this way: it must be ordered by a metric that its filter wants to be a number.</summary>
    /// <param name="query">What to look for, and where.</param>
    /// <returns>The walk; null if it can't.</returns>
    public static RunWalkSql? TryCreate(RunQuery query) => query.Capabilities.Optimized && query.Dialect.ReadsIndexInOrder
        && query.Sorting.LeadingMetric is { } metric
        && query.Comparisons.Any(one => one.Entity == SearchEntity.Metric && one.Key == metric && one.Comparator != SearchComparator.NotEqual)
            ? new RunWalkSql(query, metric)
            : null;

    /// <summary>
    /// Whether its rows are always those that are wanted. Otherwise they are unless none comes, as where few runs fulfil the rest, or
    /// the last two have the same value, so that any of the runs with this value may be among them.
    /// </summary>
    public bool IsSure => _query.Dialect.ReadsInOrder;

    /// <summary>Writes the query.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="selected">What to select before the columns of the order.</param>
    /// <param name="rows">The most rows.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    public void Append(SqlBuilder sql, string selected, long rows, IReadOnlyList<object?>? after)
    {
        if (!IsSure)
        {
            AppendWalk(sql, selected, rows, after);
            return;
        }

        sql.Append($"WITH few(yes) {_query.Dialect.AsMaterialized} (SELECT CASE WHEN 1 = 0");
        AppendCounts(sql);
        sql.Append(" THEN 1 ELSE 0 END)\nSELECT * FROM (");
        AppendWalk(sql, selected, rows, after);
        sql.Append(") w\nUNION ALL SELECT * FROM (");
        RunSearchSql.AppendSorted(sql, _query, selected, rows, after, share: "yes");
        sql.Append(") s");
    }

    // Counts no further than to what isn't few any more.
    private void AppendCounts(SqlBuilder sql)
    {
        if (_query.Search.ExperimentIds is not null)
        {
            sql.Append("\n OR (SELECT COUNT(*) FROM (SELECT 1 FROM runs t WHERE ");
            RunSearchSql.AppendScope(sql, _query);
            sql.Append(" LIMIT ").Value(_query.Capabilities.FewRows).Append(") c) < ").Value(_query.Capabilities.FewRows);
        }

        foreach (SearchComparison one in _query.Comparisons.Where(one => one.Comparator == SearchComparator.Equal
            && one.Entity is SearchEntity.Param or SearchEntity.Tag))
        {
            string table = _query.Scheme.Tables[one.Entity].Name;
            sql.Append($"\n OR (SELECT COUNT(*) FROM (SELECT 1 FROM {table} x WHERE ");
            _query.Dialect.AppendExact(sql, $"x.{_query.Dialect.Quote("key")}", one.Key, equal: true);
            sql.Append(" AND ");
            _query.Dialect.AppendIndexedValue(sql, "x.value", (string)one.Value!);
            sql.Append(" LIMIT ").Value(_query.Capabilities.FewRows).Append(") c) < ").Value(_query.Capabilities.FewRows);
        }
    }

    private void AppendWalk(SqlBuilder sql, string selected, long rows, IReadOnlyList<object?>? after)
    {
        KeyedTable metrics = _query.Scheme.Tables[SearchEntity.Metric];

        // All of them have a number, so the column that parts numbers from the rest is the same for all.
        sql.Append("SELECT ").Append(selected)
            .Append(string.Concat(_query.Sorting.Keys.Select((key, i) => $", {(i == 0 ? "0" : key.Expression)} AS {RunSearchSql.Name(i)}")))
            .Append($"\nFROM {metrics.Name} k0\n {_query.Dialect.OrderedJoin} runs t ON ").Append(SearchScheme.Link(metrics, "k0"));
        _query.Sorting.AppendJoins(sql, _query.Dialect.OrderedJoin, _query.Comparisons, first: 1);
        sql.Append("\nWHERE ");
        _query.Dialect.AppendExact(sql, $"k0.{_query.Dialect.Quote("key")}", _metric, equal: true);
        sql.Append("\n AND ");
        RunSearchSql.AppendScope(sql, _query);
        new SearchConditions(sql, _query.Dialect, _query.Scheme, _query.Sorting, isOptimized: true, isWalk: true).Append(_query.Comparisons);
        if (after is not null)
        {
            _query.Sorting.AppendAfter(sql, after);
        }

        if (!IsSure)
        {
            sql.Append("\n AND NOT (1 = 0");
            AppendCounts(sql);
            sql.Append(")");
        }

        sql.Append("\nORDER BY ").Append(_query.Sorting.TermsOfNumbers(IsSure ? null : 1));
        RunSearchSql.AppendLimit(sql, rows, share: IsSure ? "1 - yes" : null);
    }
}
