using MlTrack.Search;
using MlTrack.Stores.Sql.Dialects;

namespace MlTrack.Stores.Sql.Search;

/// <summary>Turns the comparisons of a filter into conditions that use the tables' primary keys.</summary>
internal sealed class SearchConditions
{
    // An engine tries many orders of joins; beyond this it would think longer than it saves.
    private const int MaximumJoins = 6;
    private const int MaximumMerged = 10;

    private readonly SqlBuilder _sql;
    private readonly SqlDialect _dialect;
    private readonly SearchScheme _scheme;
    private readonly SearchSorting? _sorting;
    private string _endOfExists;
    private readonly bool _isOptimized;

    /// <summary>Writes conditions into a statement.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="scheme">Where the kind of search finds things.</param>
    /// <param name="sorting">The order, whose joins serve comparisons of the same keys; null for none.</param>
    /// <param name="isOptimized">Whether MlTrack's own indexes are there.</param>
    /// <param name="isWalk">Whether rows come in the order that is asked for, and are to be judged one by one.</param>
    public SearchConditions(SqlBuilder sql, SqlDialect dialect, SearchScheme scheme, SearchSorting? sorting, bool isOptimized = false, bool isWalk = false)
    {
        _isOptimized = isOptimized;
        _sorting = sorting;
        _endOfExists = isWalk ? dialect.RowByRow : "";
        _sql = sql;
        _dialect = dialect;
        _scheme = scheme;
    }

    /// <summary>Whether a comparison of runs wants a value of a param or tag; a run's name is a tag.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsValueOfKey(SearchComparison comparison) => comparison is { Comparator: SearchComparator.Equal }
        and ({ Entity: SearchEntity.Param or SearchEntity.Tag } or { Entity: SearchEntity.Attribute, Key: "run_name" });

    /// <summary>Writes the FROM of a search that begins with the rows that fulfil a comparison.</summary>
    /// <param name="comparison">The comparison, for which <see cref="IsValueOfKey"/>; no join of the order finds its row.</param>
    public void AppendBeginning(SearchComparison comparison)
    {
        (SearchEntity entity, string key) = Keyed(comparison);
        KeyedTable table = _scheme.Tables[entity];
        _sql.Append($"\nFROM {table.Name} b\n {_dialect.OrderedJoin} runs t ON ");
        AppendKeyed(comparison, entity, key, table, "b");
    }

    /// <summary>
    /// Writes comparisons as joins, each of which finds one row at most. With indexes and statistics the engine then begins where the
    /// fewest rows are; without them it would guess badly, and conditions do better.
    /// </summary>
    /// <param name="comparisons">The comparisons.</param>
    /// <returns>Those that are no joins, or too many.</returns>
    public IReadOnlyList<SearchComparison> AppendJoins(IReadOnlyList<SearchComparison> comparisons)
    {
        List<SearchComparison> rest = [];
        int joins = 0;
        foreach (SearchComparison comparison in comparisons)
        {
            if (joins < MaximumJoins && comparison.Comparator != SearchComparator.IsNull && _sorting?.JoinOf(comparison) is null
                && _scheme.Tables.TryGetValue(comparison.Entity, out KeyedTable? table))
            {
                string alias = FormattableString.Invariant($"j{joins++}");
                _sql.Append($"\n JOIN {table.Name} {alias} ON ");
                AppendKeyed(comparison, comparison.Entity, comparison.Key, table, alias);
            }
            else
            {
                rest.Add(comparison);
            }
        }

        return rest;
    }

    /// <summary>Writes all comparisons, each behind AND.</summary>
    /// <param name="comparisons">The comparisons.</param>
    public void Append(IReadOnlyList<SearchComparison> comparisons)
    {
        // PostgreSQL makes joins of conditions, and thinks for a minute about the order of seventy.
        _endOfExists = comparisons.Count > MaximumMerged ? _dialect.RowByRow : _endOfExists;

        // What looks nothing up comes first, then what is likely to leave little. Engines that know better do as they like.
        IEnumerable<SearchComparison> cheapestFirst = comparisons.OrderBy(Cost);

        // Engines limit the depth of a condition: a chain of 500 ANDs is 500 deep, pairs of pairs are not.
        foreach (SearchComparison[] group in cheapestFirst.Chunk(25))
        {
            _sql.Append("\n AND (");
            for (int i = 0; i < group.Length; i++)
            {
                _sql.Append(i == 0 ? "" : "\n AND ");
                Append(group[i]);
            }

            _sql.Append(")");
        }
    }

    private static int Cost(SearchComparison comparison) => comparison switch
    {
        { Entity: SearchEntity.Attribute } => 0,
        { Entity: SearchEntity.Dataset } => 3,
        { Comparator: SearchComparator.Equal or SearchComparator.In } => 1,
        _ => 2,
    };

    private void Append(SearchComparison comparison)
    {
        if (_sorting?.JoinOf(comparison) is { } join)
        {
            AppendStored(comparison, comparison.Entity, join);
        }
        else if (comparison.Entity == SearchEntity.Dataset)
        {
            AppendDataset(comparison);
        }
        else if (comparison.Entity is SearchEntity.Feedback or SearchEntity.Expectation or SearchEntity.Span)
        {
            // No table of the schema holds such.
            _sql.Append(comparison.Comparator == SearchComparator.IsNull ? "1 = 1" : "1 = 0");
        }
        else if (comparison.Entity == SearchEntity.Attribute && _scheme.Attributes.TryGetValue(comparison.Key, out string? expression))
        {
            AppendValue(expression, comparison);
        }
        else
        {
            (SearchEntity entity, string key) = Keyed(comparison);
            AppendKeyed(comparison, entity, key);
        }
    }

    // A run's name is asked of its tag: the column is empty in runs of MLflow before 1.30.
    private (SearchEntity Entity, string Key) Keyed(SearchComparison comparison) =>
        comparison.Entity == SearchEntity.Attribute && !_scheme.Attributes.ContainsKey(comparison.Key)
            ? (SearchEntity.Tag, MlTags.RunName)
            : (comparison.Entity, comparison.Key);

    private void AppendKeyed(SearchComparison comparison, SearchEntity entity, string key)
    {
        KeyedTable table = _scheme.Tables[entity];
        _sql.Append(comparison.Comparator == SearchComparator.IsNull ? "NOT EXISTS (SELECT 1 FROM " : "EXISTS (SELECT 1 FROM ")
            .Append(table.Name).Append(" x WHERE ");
        AppendKeyed(comparison, entity, key, table, "x");
        _sql.Append(_endOfExists).Append(")");
    }

    private void AppendKeyed(SearchComparison comparison, SearchEntity entity, string key, KeyedTable table, string alias)
    {
        string column = $"{alias}.{_dialect.Quote("key")}";
        bool isForValue = (comparison.Comparator & SearchComparator.Nulls) == 0;
        if (isForValue)
        {
            _dialect.AppendExact(_sql, column, key, equal: true);
        }
        else
        {
            _dialect.AppendCollatedKey(_sql, column, key);
        }

        _sql.Append(" AND ").Append(SearchScheme.Link(table, alias));
        if (isForValue)
        {
            _sql.Append(" AND ");
            AppendStored(comparison, entity, alias);
        }
    }

    // A condition on a row of a keyed table.
    private void AppendStored(SearchComparison comparison, SearchEntity entity, string alias)
    {
        if (entity == SearchEntity.Metric)
        {
            // A NaN is stored as 0 with a mark; it differs from every number and is nothing else.
            bool differs = comparison.Comparator == SearchComparator.NotEqual;
            _sql.Append("(");
            AppendValue($"{alias}.value", comparison);
            _sql.Append(differs ? $" OR {_dialect.IsTrue($"{alias}.is_nan")})" : $" AND {_dialect.IsFalse($"{alias}.is_nan")})");
        }
        else if (_isOptimized && comparison is { Comparator: SearchComparator.Equal, Value: string text })
        {
            _dialect.AppendIndexedValue(_sql, $"{alias}.value", text);
        }
        else
        {
            AppendValue($"{alias}.value", comparison);
        }
    }

    private void AppendDataset(SearchComparison comparison)
    {
        bool context = comparison.Key == "context";
        _sql.Append("EXISTS (SELECT 1 FROM inputs i JOIN datasets d ON d.dataset_uuid = i.source_id");
        if (context)
        {
            _sql.Append(" JOIN input_tags x ON x.input_uuid = i.input_uuid AND ");
            _dialect.AppendExact(_sql, "x.name", MlTags.DatasetContext, equal: true);
        }

        _sql.Append(" WHERE i.destination_type = 'RUN' AND i.destination_id = t.run_uuid AND i.source_type = 'DATASET' AND ");
        AppendValue(context ? "x.value" : $"d.{comparison.Key}", comparison);
        _sql.Append(_endOfExists).Append(")");
    }

    private void AppendValue(string expression, SearchComparison comparison)
    {
        switch (comparison.Comparator, comparison.Value)
        {
            case (SearchComparator.In or SearchComparator.NotIn, IReadOnlyList<string> texts):
                _dialect.AppendIn(_sql, expression, texts, comparison.Comparator == SearchComparator.In);
                break;
            case (SearchComparator.In or SearchComparator.NotIn, IReadOnlyList<long> numbers):
                _dialect.AppendIn(_sql, expression, numbers, comparison.Comparator == SearchComparator.In);
                break;
            case (SearchComparator.Like or SearchComparator.ILike, string pattern):
                _dialect.AppendLike(_sql, expression, pattern, comparison.Comparator == SearchComparator.ILike);
                break;
            case (SearchComparator.RLike, string pattern):
                _dialect.AppendRegex(_sql, expression, pattern);
                break;
            case (_, string text):
                _dialect.AppendExact(_sql, expression, text, comparison.Comparator == SearchComparator.Equal);
                break;
            default:
                string sign = comparison.Comparator == SearchComparator.NotEqual ? "<>" : SearchComparators.Word(comparison.Comparator);
                _sql.Append(expression).Append($" {sign} ").Value(_dialect.Number(comparison.Value));
                break;
        }
    }
}
