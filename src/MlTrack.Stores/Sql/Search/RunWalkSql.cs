using MlTrack.Search;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Search;

/// <summary>
/// Finds the best runs of a metric by walking its index from the best value on, until enough of them fulfil the rest: however many runs
/// there are, hardly more are looked at than are found. Where few runs fulfil the rest, it begins with these instead; a look at the
/// indexes tells.
/// </summary>
internal sealed class RunWalkSql
{
    private readonly SqlDialect _dialect;
    private readonly SchemaCapabilities _capabilities;
    private readonly RunSearch _search;
    private readonly SearchSorting _sorting;
    private readonly IReadOnlyList<SearchComparison> _comparisons;

    private RunWalkSql(
        SqlDialect dialect, SchemaCapabilities capabilities, RunSearch search, SearchSorting sorting,
        IReadOnlyList<SearchComparison> comparisons)
    {
        _dialect = dialect;
        _capabilities = capabilities;
        _search = search;
        _sorting = sorting;
        _comparisons = comparisons;
    }

    /// <summary>Looks whether a search can be done this way: it must be ordered by a metric that its filter wants to be a number.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="search">What to look for.</param>
    /// <param name="sorting">Its order.</param>
    /// <returns>The walk; null if it can't.</returns>
    public static RunWalkSql? TryCreate(SqlDialect dialect, SchemaCapabilities capabilities, RunSearch search, SearchSorting sorting)
    {
        if (!capabilities.Optimized || !dialect.ReadsIndexInOrder || sorting.LeadingMetric is not { } metric)
        {
            return null;
        }

        IReadOnlyList<SearchComparison> comparisons = EngineFilter.Parse(dialect, SearchKind.Runs, search.Filter);
        return comparisons.Any(one => one.Entity == SearchEntity.Metric && one.Key == metric && one.Comparator != SearchComparator.NotEqual)
            ? new RunWalkSql(dialect, capabilities, search, sorting, comparisons)
            : null;
    }

    /// <summary>
    /// Whether its rows are always those that are wanted. Otherwise they are unless none comes, as where few runs fulfil the rest, or
    /// the last two have the same value, so that any of the runs with this value may be among them.
    /// </summary>
    public bool IsSure => _dialect.ReadsInOrder;

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

        sql.Append($"WITH few(yes) {_dialect.AsMaterialized} (SELECT CASE WHEN 1 = 0");
        AppendCounts(sql);
        sql.Append(" THEN 1 ELSE 0 END)\nSELECT * FROM (");
        AppendWalk(sql, selected, rows, after);
        sql.Append(") w\nUNION ALL SELECT * FROM (");
        RunSearchSql.AppendSorted(
            sql, _dialect, _capabilities, _search, _sorting, selected, rows, after, share: "yes");
        sql.Append(") s");
    }

    // Counts no further than to what isn't few any more.
    private void AppendCounts(SqlBuilder sql)
    {
        if (_search.ExperimentIds is not null)
        {
            sql.Append("\n OR (SELECT COUNT(*) FROM (SELECT 1 FROM runs t WHERE ");
            RunSearchSql.AppendScope(sql, _dialect, _capabilities, _search);
            sql.Append(" LIMIT ").Value(_capabilities.FewRows).Append(") c) < ").Value(_capabilities.FewRows);
        }

        foreach (SearchComparison one in _comparisons.Where(one => one.Comparator == SearchComparator.Equal
            && one.Entity is SearchEntity.Param or SearchEntity.Tag))
        {
            string table = SearchScheme.Of(SearchKind.Runs, _capabilities).Tables[one.Entity].Name;
            sql.Append($"\n OR (SELECT COUNT(*) FROM (SELECT 1 FROM {table} x WHERE ");
            _dialect.AppendExact(sql, $"x.{_dialect.Quote("key")}", one.Key, equal: true);
            sql.Append(" AND ");
            _dialect.AppendIndexedValue(sql, "x.value", (string)one.Value!);
            sql.Append(" LIMIT ").Value(_capabilities.FewRows).Append(") c) < ").Value(_capabilities.FewRows);
        }
    }

    private void AppendWalk(SqlBuilder sql, string selected, long rows, IReadOnlyList<object?>? after)
    {
        SearchScheme scheme = SearchScheme.Of(SearchKind.Runs, _capabilities);
        KeyedTable metrics = scheme.Tables[SearchEntity.Metric];

        // All of them have a number, so the column that parts numbers from the rest is the same for all.
        sql.Append("SELECT ").Append(selected)
            .Append(string.Concat(_sorting.Keys.Select((key, i) => $", {(i == 0 ? "0" : key.Expression)} AS {RunSearchSql.Name(i)}")))
            .Append($"\nFROM {metrics.Name} k0\n {_dialect.OrderedJoin} runs t ON ").Append(SearchScheme.Link(metrics, "k0"));
        _sorting.AppendJoins(sql, _dialect.OrderedJoin, _comparisons, first: 1);
        sql.Append("\nWHERE ");
        _dialect.AppendExact(sql, $"k0.{_dialect.Quote("key")}", _sorting.LeadingMetric!, equal: true);
        sql.Append("\n AND ");
        RunSearchSql.AppendScope(sql, _dialect, _capabilities, _search);
        new SearchConditions(sql, _dialect, scheme, _sorting, isOptimized: true, isWalk: true).Append(_comparisons);
        if (after is not null)
        {
            _sorting.AppendAfter(sql, after);
        }

        if (!IsSure)
        {
            sql.Append("\n AND NOT (1 = 0");
            AppendCounts(sql);
            sql.Append(")");
        }

        sql.Append("\nORDER BY ").Append(_sorting.TermsOfNumbers(IsSure ? null : 1));
        RunSearchSql.AppendLimit(sql, rows, share: IsSure ? "1 - yes" : null);
    }
}
