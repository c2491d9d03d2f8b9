using System.Globalization;
using MlTrack.Search;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Search;

/// <summary>Statements that search runs.</summary>
internal static class RunSearchSql
{
    /// <summary>How many columns of a run come first: run_uuid, name, experiment_id, user_id, status, start_time, end_time,
    /// lifecycle_stage, artifact_uri.</summary>
    public const int Columns = 9;

    private const int MaximumKept = 5_000;
    private const int FewFound = 1_000;

    /// <summary>One page of runs. The order is worked out on ids and what orders them; only what the limit leaves is fetched.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="search">What to look for.</param>
    /// <param name="limit">The most runs, checked; null for all in one go.</param>
    /// <param name="pageToken">The page before's token; null or empty for the first page.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="MlFilterException">The filter or order can't be understood.</exception>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: an experiment id is no number, or the token isn't of this search.</exception>
    public static SearchPageStatement Page(
        SqlDialect dialect, SchemaCapabilities capabilities, RunSearch search, int? limit, string? pageToken)
    {
        SearchScheme scheme = SearchScheme.Of(SearchKind.Runs, capabilities);
        SearchSorting sorting = Sorting(dialect, scheme, search);
        string fingerprint = Fingerprint(search);
        string rowKey = dialect.RowKey("run_uuid");
        string selected = $"t.{rowKey} AS row_key";
        IReadOnlyList<object?>? after = pageToken is { Length: > 0 } ? PageToken.Read(pageToken, fingerprint, sorting.Keys.Count) : null;
        SqlStatement sure = Whole(sql => AppendOrdered(sql, dialect, capabilities, search, sorting, selected, limit + 1L, after));
        SqlStatement? unsure = limit is { } most && RunWalkSql.TryCreate(dialect, capabilities, search, sorting) is { IsSure: false } walk
            ? Whole(sql => walk.Append(sql, selected, most + 1L, after))
            : null;
        return new SearchPageStatement(unsure ?? sure, limit, Columns, sorting.Keys.Count, fingerprint, ifUnsure: unsure is null ? null : sure);

        SqlStatement Whole(Action<SqlBuilder> appendFound)
        {
            SqlBuilder sql = new();
            sql.Append("SELECT ").Append(string.Join(", ", scheme.Columns.Select(column => "t." + column)))
                .Append(string.Concat(sorting.Keys.Select((_, i) => ", p." + Name(i)))).Append("\nFROM (");
            appendFound(sql);
            sql.Append($") p\n{dialect.JoinFound("runs", rowKey, limit <= FewFound)}\nORDER BY ").Append(sorting.Terms(i => "p." + Name(i)));
            return sql.Build();
        }
    }

    /// <summary>The ids of the runs behind a page, in order.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="search">What to look for.</param>
    /// <param name="most">How many will be read at most.</param>
    /// <param name="pageToken">The page's token.</param>
    /// <returns>The statement: a column of ids, which may be more than the most.</returns>
    /// <exception cref="MlException">The filter, the order, an experiment id or the token can't be used.</exception>
    public static SqlStatement Ids(SqlDialect dialect, SchemaCapabilities capabilities, RunSearch search, long most, string pageToken)
    {
        SearchSorting sorting = Sorting(dialect, SearchScheme.Of(SearchKind.Runs, capabilities), search);
        IReadOnlyList<object?> after = PageToken.Read(pageToken, Fingerprint(search), sorting.Keys.Count);
        SqlBuilder sql = new();
        sql.Append("SELECT p.run_id FROM (");

        // Engines keep the best few of many apart; a great part of them is better sorted as a whole.
        AppendOrdered(sql, dialect, capabilities, search, sorting, "t.run_uuid AS run_id", most <= MaximumKept ? most : null, after);
        sql.Append(") p\nORDER BY ").Append(sorting.Terms(i => "p." + Name(i)));
        return sql.Build();
    }

    /// <summary>Writes the FROM and WHERE of a search; the runs are called <c>t</c>.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="search">What to look for.</param>
    /// <param name="sorting">The order whose joins are needed; null for none.</param>
    /// <param name="beginning">The comparison to begin with, as of <see cref="Beginning"/>; null to begin with the runs.</param>
    public static void AppendFrom(
        SqlBuilder sql, SqlDialect dialect, SchemaCapabilities capabilities, RunSearch search, SearchSorting? sorting,
        SearchComparison? beginning = null)
    {
        IReadOnlyList<SearchComparison> comparisons = EngineFilter.Parse(dialect, SearchKind.Runs, search.Filter);
        SearchConditions conditions = new(sql, dialect, SearchScheme.Of(SearchKind.Runs, capabilities), sorting, capabilities.Optimized);
        if (beginning is null)
        {
            sql.Append("\nFROM runs t");
        }
        else
        {
            conditions.AppendBeginning(beginning);
            comparisons = [.. comparisons.Where(one => one != beginning)];
        }

        if (capabilities.Optimized)
        {
            comparisons = conditions.AppendJoins(comparisons);
        }

        sorting?.AppendJoins(sql, capabilities.Optimized ? "JOIN" : dialect.OrderedJoin, comparisons);
        sql.Append("\nWHERE ");
        AppendScope(sql, dialect, capabilities, search);
        conditions.Append(comparisons);
    }

    /// <summary>Whether a search wants a value of a key, so that it may begin with the rows of that key.</summary>
    /// <param name="search">The search.</param>
    /// <returns>Whether it does.</returns>
    /// <exception cref="MlFilterException">The filter can't be understood.</exception>
    public static bool MayBeginWithKey(RunSearch search) =>
        SearchParser.ParseFilter(SearchKind.Runs, search.Filter).Comparisons.Any(SearchConditions.IsValueOfKey);

    /// <summary>Writes the conditions for the stages and experiments of a search.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="search">What to look for.</param>
    public static void AppendScope(SqlBuilder sql, SqlDialect dialect, SchemaCapabilities capabilities, RunSearch search)
    {
        sql.Append(Stages("t.lifecycle_stage", search.ViewType)).Append("\n AND ");
        ExperimentCondition.Append(sql, dialect, capabilities, search.ExperimentIds, activeOnly: true);
    }

    /// <summary>Writes a query for the first runs of a search, in order.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="search">What to look for.</param>
    /// <param name="sorting">Its order.</param>
    /// <param name="selected">What to select before the columns of the order.</param>
    /// <param name="rows">The most rows; null for all, in no order.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    public static void AppendOrdered(
        SqlBuilder sql, SqlDialect dialect, SchemaCapabilities capabilities, RunSearch search, SearchSorting sorting, string selected,
        long? rows, IReadOnlyList<object?>? after)
    {
        if (rows is { } wanted && RunWalkSql.TryCreate(dialect, capabilities, search, sorting) is { IsSure: true } walk)
        {
            walk.Append(sql, selected, wanted, after);
            return;
        }

        AppendSorted(sql, dialect, capabilities, search, sorting, selected, rows, after);
    }

    /// <summary>Writes such a query by sorting what is found.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="search">What to look for.</param>
    /// <param name="sorting">Its order.</param>
    /// <param name="selected">What to select before the columns of the order.</param>
    /// <param name="rows">The most rows; null for all, in no order.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    /// <param name="share">What the limit is multiplied with, in words of a query called few; null for the limit as it is.</param>
    public static void AppendSorted(
        SqlBuilder sql, SqlDialect dialect, SchemaCapabilities capabilities, RunSearch search, SearchSorting sorting, string selected,
        long? rows, IReadOnlyList<object?>? after, string? share = null)
    {
        // Without an index, the newest runs are found by a full reading. From its end, the first rows are the newest, and nearly all
        // others are discarded at a glance instead of pushing each other out.
        SearchComparison? beginning = Beginning(capabilities, search, sorting);
        string? newestFirst = rows is not null && !capabilities.Optimized && beginning is null && sorting.BeginsWithNewest
            ? dialect.NewestFirst("t")
            : null;
        sql.Append(newestFirst is null ? "SELECT " : "SELECT * FROM (SELECT ").Append(selected)
            .Append(string.Concat(sorting.Keys.Select((key, i) => $", {key.Expression} AS {Name(i)}")));
        AppendFrom(sql, dialect, capabilities, search, sorting, beginning);
        if (after is not null)
        {
            sorting.AppendAfter(sql, after);
        }

        if (newestFirst is not null)
        {
            sql.Append($"\n{newestFirst}) s");
        }

        if (rows is { } most)
        {
            sql.Append("\nORDER BY ").Append(sorting.Terms(newestFirst is null ? null : Name));
            AppendLimit(sql, most, share);
        }
    }

    /// <summary>Writes a limit.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="rows">The most rows.</param>
    /// <param name="share">As in <see cref="AppendSorted"/>: at a limit of 0 an engine does nothing at all.</param>
    public static void AppendLimit(SqlBuilder sql, long rows, string? share)
    {
        sql.Append("\nLIMIT ");
        if (share is null)
        {
            sql.Value(rows);
        }
        else
        {
            sql.Append($"(SELECT ({share}) * ").Value(rows).Append(" FROM few)");
        }
    }

    /// <summary>The order of a search.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="scheme">Where runs are found.</param>
    /// <param name="search">What to look for.</param>
    /// <returns>The order.</returns>
    public static SearchSorting Sorting(SqlDialect dialect, SearchScheme scheme, RunSearch search) =>
        new(dialect, scheme, SearchParser.ParseOrder(SearchKind.Runs, search.OrderBy));

    /// <summary>The condition for the lifecycle stages of a view.</summary>
    /// <param name="column">The column.</param>
    /// <param name="viewType">The view.</param>
    /// <returns>The condition.</returns>
    public static string Stages(string column, MlViewType viewType) => viewType switch
    {
        MlViewType.ActiveOnly => $"{column} = 'active'",
        MlViewType.DeletedOnly => $"{column} = 'deleted'",
        _ => $"{column} IN ('active', 'deleted')",
    };

    /// <summary>How statements call a column of the order.</summary>
    /// <param name="key">The column's number.</param>
    /// <returns>The name.</returns>
    public static string Name(int key) => FormattableString.Invariant($"key{key}");

    // Rows of a key stand together: reading through those of a key that a value is wanted of costs less than looking each run's up.
    private static SearchComparison? Beginning(SchemaCapabilities capabilities, RunSearch search, SearchSorting sorting) =>
        capabilities is { SearchesMost: true, Optimized: false }
            ? SearchParser.ParseFilter(SearchKind.Runs, search.Filter).Comparisons.FirstOrDefault(
                one => SearchConditions.IsValueOfKey(one) && sorting.JoinOf(one) is null)
            : null;

    private static string Fingerprint(RunSearch search) => PageToken.Fingerprint(
    [
        "runs", search.Filter, search.ViewType.ToString(), search.OrderBy.Count.ToString(CultureInfo.InvariantCulture), .. search.OrderBy,
        search.ExperimentIds is null ? "all" : "these", .. search.ExperimentIds ?? [],
    ]);
}
