using System.Globalization;
using MlTrack.Search;

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
    /// <param name="query">What to look for, and where.</param>
    /// <param name="limit">The most runs, checked; null for all in one go.</param>
    /// <param name="pageToken">The page before's token; null or empty for the first page.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: an experiment id is no number, or the token isn't of this search.</exception>
    public static SearchPageStatement Page(RunQuery query, int? limit, string? pageToken)
    {
        SearchSorting sorting = query.Sorting;
        string fingerprint = Fingerprint(query.Search);
        string rowKey = query.Dialect.RowKey("run_uuid");
        string selected = $"t.{rowKey} AS row_key";
        IReadOnlyList<object?>? after = pageToken is { Length: > 0 } ? PageToken.Read(pageToken, fingerprint, sorting.Keys.Count) : null;
        return limit is { } most && RunWalkSql.TryCreate(query) is { IsSure: false } walk
            ? new SearchPageStatement(
                Whole(sql => walk.Append(sql, selected, most + 1L, after)), limit, Columns, sorting.Keys.Count, fingerprint, ifUnsure: Sure)
            : new SearchPageStatement(Sure(), limit, Columns, sorting.Keys.Count, fingerprint);

        SqlStatement Sure() => Whole(sql => AppendOrdered(sql, query, selected, limit + 1L, after));

        SqlStatement Whole(Action<SqlBuilder> appendFound)
        {
            SqlBuilder sql = new();
            sql.Append("SELECT ").Append(string.Join(", ", query.Scheme.Columns.Select(column => "t." + column)))
                .Append(string.Concat(sorting.Keys.Select((_, i) => ", p." + Name(i)))).Append("\nFROM (");
            appendFound(sql);
            sql.Append($") p\n{query.Dialect.JoinFound("runs", rowKey, limit <= FewFound)}\nORDER BY ").Append(sorting.Terms(i => "p." + Name(i)));
            return sql.Build();
        }
    }

    /// <summary>The ids of the runs behind a page, in order.</summary>
    /// <param name="query">What to look for, and where.</param>
    /// <param name="most">How many will be read at most.</param>
    /// <param name="pageToken">The page's token.</param>
    /// <returns>The statement: a column of ids, which may be more than the most.</returns>
    /// <exception cref="MlException">An experiment id or the token can't be used.</exception>
    public static SqlStatement Ids(RunQuery query, long most, string pageToken)
    {
        SearchSorting sorting = query.Sorting;
        IReadOnlyList<object?> after = PageToken.Read(pageToken, Fingerprint(query.Search), sorting.Keys.Count);
        SqlBuilder sql = new();
        sql.Append("SELECT p.run_id FROM (");

        // Engines keep the best few of many apart; a great part of them is better sorted as a whole.
        AppendOrdered(sql, query, "t.run_uuid AS run_id", most <= MaximumKept ? most : null, after);
        sql.Append(") p\nORDER BY ").Append(sorting.Terms(i => "p." + Name(i)));
        return sql.Build();
    }

    /// <summary>Writes the FROM and WHERE of a search; the runs are called <c>t</c>.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="query">What to look for, and where.</param>
    /// <param name="ordered">Whether the joins of the order are needed.</param>
    /// <param name="beginning">The comparison to begin with, as of <see cref="Beginning"/>; null to begin with the runs.</param>
    public static void AppendFrom(SqlBuilder sql, RunQuery query, bool ordered, SearchComparison? beginning = null)
    {
        IReadOnlyList<SearchComparison> comparisons = query.Comparisons;
        bool isOptimized = query.Capabilities.Optimized;
        SearchSorting? sorting = ordered ? query.Sorting : null;
        SearchConditions conditions = new(sql, query.Dialect, query.Scheme, sorting, isOptimized);
        if (beginning is null)
        {
            sql.Append("\nFROM runs t");
        }
        else
        {
            conditions.AppendBeginning(beginning);
            comparisons = [.. comparisons.Where(one => one != beginning)];
        }

        if (isOptimized)
        {
            comparisons = conditions.AppendJoins(comparisons);
        }

        sorting?.AppendJoins(sql, isOptimized ? "JOIN" : query.Dialect.OrderedJoin, comparisons);
        sql.Append("\nWHERE ");
        AppendScope(sql, query);
        conditions.Append(comparisons);
    }

    /// <summary>Writes the conditions for the stages and experiments of a search.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="query">What to look for, and where.</param>
    public static void AppendScope(SqlBuilder sql, RunQuery query)
    {
        sql.Append(Stages("t.lifecycle_stage", query.Search.ViewType)).Append("\n AND ");
        ExperimentCondition.Append(sql, query.Dialect, query.Capabilities, query.Search.ExperimentIds, activeOnly: true);
    }

    /// <summary>Writes a query for the first runs of a search, in order.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="query">What to look for, and where.</param>
    /// <param name="selected">What to select before the columns of the order.</param>
    /// <param name="rows">The most rows; null for all, in no order.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    public static void AppendOrdered(SqlBuilder sql, RunQuery query, string selected, long? rows, IReadOnlyList<object?>? after)
    {
        if (rows is { } wanted && RunWalkSql.TryCreate(query) is { IsSure: true } walk)
        {
            walk.Append(sql, selected, wanted, after);
            return;
        }

        AppendSorted(sql, query, selected, rows, after);
    }

    /// <summary>Writes such a query by sorting what is found.</summary>
    /// <param name="sql">Where to write.</param>
    /// <param name="query">What to look for, and where.</param>
    /// <param name="selected">What to select before the columns of the order.</param>
    /// <param name="rows">The most rows; null for all, in no order.</param>
    /// <param name="after">Where the page before ended; null for the first page.</param>
    /// <param name="share">What the limit is multiplied with, in words of a query called few; null for the limit as it is.</param>
    public static void AppendSorted(
        SqlBuilder sql, RunQuery query, string selected, long? rows, IReadOnlyList<object?>? after, string? share = null)
    {
        SearchSorting sorting = query.Sorting;

        // Without an index, the newest runs are found by a full reading. From its end, the first rows are the newest, and nearly all
        // others are discarded at a glance instead of pushing each other out.
        SearchComparison? beginning = Beginning(query);
        string? newestFirst = rows is not null && !query.Capabilities.Optimized && beginning is null && sorting.BeginsWithNewest
            ? query.Dialect.NewestFirst("t")
            : null;
        sql.Append(newestFirst is null ? "SELECT " : "SELECT * FROM (SELECT ").Append(selected)
            .Append(string.Concat(sorting.Keys.Select((key, i) => $", {key.Expression} AS {Name(i)}")));
        AppendFrom(sql, query, ordered: true, beginning);
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
    private static SearchComparison? Beginning(RunQuery query) => query.Capabilities is { SearchesMost: true, Optimized: false }
        ? query.Comparisons.FirstOrDefault(one => SearchConditions.IsValueOfKey(one) && query.Sorting.JoinOf(one) is null)
        : null;

    private static string Fingerprint(RunSearch search) => PageToken.Fingerprint(
    [
        "runs", search.Filter, search.ViewType.ToString(), search.OrderBy.Count.ToString(CultureInfo.InvariantCulture), .. search.OrderBy,
        search.ExperimentIds is null ? "all" : "these", .. search.ExperimentIds ?? [],
    ]);
}
