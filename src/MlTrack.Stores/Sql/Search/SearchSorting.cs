using MlTrack.Search;
using MlTrack.Stores.Sql.Dialects;

namespace MlTrack.Stores.Sql.Search;

/// <summary>The order of a page: its columns, the joins that they need, and the condition for what comes behind a row.</summary>
internal sealed class SearchSorting
{
    private static readonly string[] s_neverNull =
        ["run_id", "request_id", "experiment_id", "version_number"];

    private readonly SqlDialect _dialect;
    private readonly SearchScheme _scheme;
    private readonly List<SortKey> _keys = [];
    private readonly List<Join> _joins = [];
    private readonly bool _startsWithMetric;

    /// <summary>Works out the order of a page.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="scheme">Where the kind of search finds things.</param>
    /// <param name="orders">The order that was asked for; empty for the default.</param>
    public SearchSorting(SqlDialect dialect, SearchScheme scheme, IReadOnlyList<SearchOrder> orders)
    {
        _dialect = dialect;
        _scheme = scheme;
        _startsWithMetric = orders.Count > 0 && orders[0].Entity == SearchEntity.Metric;
        foreach (SearchOrder order in orders)
        {
            Add(order);
        }

        IReadOnlyList<(string Attribute, bool Descending)> rest = orders.Count == 0 && scheme.DefaultOrder is { } whole ? whole : scheme.TieBreakers;
        foreach ((string attribute, bool descending) in rest)
        {
            if (!orders.Any(order => order.Entity == SearchEntity.Attribute && order.Key == attribute))
            {
                AddAttribute(attribute, descending);
            }
        }
    }

    /// <summary>The columns of the order; together they differ between any two rows.</summary>
    public IReadOnlyList<SortKey> Keys => _keys;

    /// <summary>Whether the order begins with a time, latest first.</summary>
    public bool BeginsWithNewest => _keys[0].Descending && _keys[0].Expression == _scheme.OrderExpression("start_time");

    /// <summary>The metric that the order begins with; null if it begins with something else.</summary>
    public string? LeadingMetric => _startsWithMetric ? _joins[0].Key : null;

    /// <summary>Writes the joins that the order needs; each finds one row at most.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="inner">How to join where the filter leaves none without such a row, so that one look-up serves both.</param>
    /// <param name="comparisons">The filter's comparisons.</param>
    /// <param name="first">The first join to write.</param>
    public void AppendJoins(SqlBuilder sql, string inner = "", IReadOnlyList<SearchComparison>? comparisons = null, int first = 0)
    {
        for (int i = first; i < _joins.Count; i++)
        {
            string alias = Alias(i);
            KeyedTable table = _scheme.Tables[_joins[i].Entity];
            bool isShared = comparisons?.Any(comparison => JoinOf(comparison) == alias) == true;
            sql.Append($"\n {(isShared ? inner : "LEFT JOIN")} {table.Name} {alias} ON ");
            string key = $"{alias}.{_dialect.Quote("key")}";
            if (isShared)
            {
                // What a comparison of the filter asks for is exact, and the row that it leaves is the one to order by.
                _dialect.AppendExact(sql, key, _joins[i].Key, equal: true);
            }
            else
            {
                _dialect.AppendCollatedKey(sql, key, _joins[i].Key);
            }

            sql.Append(" AND ").Append(SearchScheme.Link(table, alias));
        }
    }

    /// <summary>The join of the order that finds the very row which a comparison is about.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <returns>The join's name in the statement; null if there is none, or if the comparison asks for no value.</returns>
    public string? JoinOf(SearchComparison comparison) => (comparison.Comparator & SearchComparator.Nulls) != 0
        ? null
        : _joins.FindIndex(join => join.Entity == comparison.Entity && join.Key == comparison.Key) is >= 0 and int join ? Alias(join) : null;

    /// <summary>The terms of ORDER BY.</summary>
    /// <param name="expression">Gives the expression of a column by its number; null for the columns' own.</param>
    /// <returns>The terms, with commas.</returns>
    public string Terms(Func<int, string>? expression = null) => string.Join(
        ", ", _keys.Select((key, i) => _dialect.OrderTerm(expression?.Invoke(i) ?? key.Expression, key.Descending, key.NullsFirst)));

    /// <summary>Writes the condition, behind AND, that a row comes after another one.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="values">The other row's values, one a column; none for a condition that always holds.</param>
    public void AppendAfter(SqlBuilder sql, IReadOnlyList<object?> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        // k1 after v1 OR (k1 = v1 AND (k2 after v2 OR (k2 = v2 AND ...))).
        sql.Append("\n AND (");
        for (int i = 0; i < _keys.Count; i++)
        {
            AppendAfter(sql, _keys[i], values[i]);
            if (i < _keys.Count - 1)
            {
                sql.Append(" OR (");
                AppendSame(sql, _keys[i], values[i]);
                sql.Append(" AND (");
            }
        }

        sql.Append(new string(')', (2 * (_keys.Count - 1)) + 1));
    }

    private static void AppendAfter(SqlBuilder sql, SortKey key, object? value)
    {
        if (value is null)
        {
            sql.Append(key.NullsFirst == true ? $"{key.Expression} IS NOT NULL" : "1 = 0");
            return;
        }

        sql.Append($"{key.Expression} {(key.Descending ? "<" : ">")} ").Value(value);
        if (key.NullsFirst == false)
        {
            sql.Append($" OR {key.Expression} IS NULL");
        }
    }

    private static void AppendSame(SqlBuilder sql, SortKey key, object? value)
    {
        if (value is null)
        {
            sql.Append($"{key.Expression} IS NULL");
        }
        else
        {
            sql.Append($"{key.Expression} = ").Value(value);
        }
    }

    /// <summary>The terms of ORDER BY among rows that all have a number for <see cref="LeadingMetric"/>.</summary>
    /// <param name="most">The most terms; null for all.</param>
    /// <returns>The terms, with commas; the first is the number itself, as an index has it.</returns>
    public string TermsOfNumbers(int? most = null) => string.Join(", ", _keys.Skip(1).Take(most ?? _keys.Count).Select(
        (key, i) => _dialect.OrderTerm(key.Expression, key.Descending, i == 0 ? null : key.NullsFirst)));

    private static string Alias(int join) => FormattableString.Invariant($"k{join}");

    private void Add(SearchOrder order)
    {
        if (order.Entity == SearchEntity.Attribute)
        {
            AddAttribute(order.Key, order.Descending);
            return;
        }

        string value = $"{Alias(_joins.Count)}.value";
        if (order.Entity == SearchEntity.Metric)
        {
            // NaN behind the numbers, missing ones behind NaN, in both directions.
            string nan = _dialect.IsTrue($"{Alias(_joins.Count)}.is_nan");
            _keys.Add(new SortKey($"CASE WHEN {nan} THEN 1 WHEN {value} IS NULL THEN 2 ELSE 0 END", false, null));
        }

        _joins.Add(new Join(order.Entity, order.Key));
        _keys.Add(new SortKey(value, order.Descending, NullsFirst(order.Descending)));
    }

    private void AddAttribute(string attribute, bool descending)
    {
        // 'name' is a key column of experiments, models and versions; runs call theirs run_name.
        bool neverNull = attribute == "name" || s_neverNull.Contains(attribute);
        _keys.Add(new SortKey(_scheme.OrderExpression(attribute), descending, neverNull ? null : NullsFirst(descending)));
    }

    private bool NullsFirst(bool descending) => !_scheme.MissingLast && descending != _dialect.NullsAreSmallest;

    private sealed record Join(SearchEntity Entity, string Key);
}
