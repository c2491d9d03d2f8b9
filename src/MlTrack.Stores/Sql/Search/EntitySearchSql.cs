using System.Globalization;
using MlTrack.Search;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Search;

/// <summary>Statements that search experiments, registered models, model versions and traces.</summary>
internal static class EntitySearchSql
{
    private const string PromptKey = "mlflow.prompt.is_prompt";

    /// <summary>
    /// One page of experiments: experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time, then the order.
    /// </summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="search">What to look for.</param>
    /// <param name="limit">The most experiments, checked; null for all in one go.</param>
    /// <param name="pageToken">The page before's token; null or empty for the first page.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="MlException">The filter, the order or the token can't be used.</exception>
    public static SearchPageStatement Experiments(
        SqlDialect dialect, SchemaCapabilities capabilities, ExperimentSearch search, int? limit, string? pageToken)
    {
        string condition = RunSearchSql.Stages("t.lifecycle_stage", search.ViewType);
        return Page(new Query(SearchKind.Experiments, search.Filter, search.OrderBy, search.ViewType.ToString()),
            dialect, capabilities, sql => sql.Append(condition).Append(capabilities.Workspaces ? " AND t.workspace = 'default'" : ""),
            limit, pageToken);
    }

    /// <summary>One page of registered models: name, creation_time, last_updated_time, description, then the order.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="filter">The filter; null for none.</param>
    /// <param name="orderBy">The order; empty for by name.</param>
    /// <param name="limit">The most models, checked; 0 and less find nothing, as in MLflow. Null for all in one go.</param>
    /// <param name="pageToken">The page before's token; null or empty for the first page.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="MlException">The filter, the order or the token can't be used.</exception>
    public static SearchPageStatement RegisteredModels(
        SqlDialect dialect, SchemaCapabilities capabilities, string? filter, IReadOnlyList<string> orderBy, int? limit, string? pageToken) =>
        Page(new Query(SearchKind.RegisteredModels, filter, orderBy, null),
            dialect, capabilities, sql => sql.Append(capabilities.Workspaces ? "t.workspace = 'default'" : "1 = 1"), limit, pageToken);

    /// <summary>
    /// One page of model versions: name, version, creation_time, last_updated_time, description, user_id, current_stage, source, run_id,
    /// status, status_message, run_link, storage_location, then the order.
    /// </summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="filter">The filter; null for none.</param>
    /// <param name="orderBy">The order; empty for what was updated last.</param>
    /// <param name="limit">The most versions, checked; null for all in one go.</param>
    /// <param name="pageToken">The page before's token; null or empty for the first page.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="MlException">The filter, the order or the token can't be used.</exception>
    public static SearchPageStatement ModelVersions(
        SqlDialect dialect, SchemaCapabilities capabilities, string? filter, IReadOnlyList<string> orderBy, int? limit, string? pageToken)
    {
        string condition = "t.current_stage <> 'Deleted_Internal'";
        return Page(new Query(SearchKind.ModelVersions, filter, orderBy, null),
            dialect, capabilities, sql => sql.Append(condition).Append(capabilities.Workspaces ? " AND t.workspace = 'default'" : ""),
            limit, pageToken);
    }

    /// <summary>One page of traces: request_id, then the order.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="experimentIds">The experiments to look in; null or none for all.</param>
    /// <param name="filter">The filter; null for none.</param>
    /// <param name="orderBy">The order; empty for newest first.</param>
    /// <param name="limit">The most traces, checked; null for all in one go.</param>
    /// <param name="pageToken">The page before's token; null or empty for the first page.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="MlException">The filter, the order, an id or the token can't be used.</exception>
    public static SearchPageStatement Traces(
        SqlDialect dialect, SchemaCapabilities capabilities, IReadOnlyList<string>? experimentIds, string? filter,
        IReadOnlyList<string> orderBy, int? limit, string? pageToken) =>
        Page(new Query(SearchKind.Traces, filter, orderBy, experimentIds is null ? null : string.Join(',', experimentIds)),
            dialect, capabilities, sql => ExperimentCondition.Append(
                sql, dialect, capabilities, experimentIds is { Count: 0 } ? null : experimentIds, activeOnly: false), limit, pageToken);

    private static SearchPageStatement Page(
        Query query, SqlDialect dialect, SchemaCapabilities capabilities, Action<SqlBuilder> scope, int? limit, string? pageToken)
    {
        SearchScheme scheme = SearchScheme.Of(query.Kind, capabilities);
        IReadOnlyList<SearchComparison> comparisons = EngineFilter.Parse(dialect, query.Kind, query.Filter);
        if (capabilities.LoggedModels && comparisons.FirstOrDefault(one => one.Entity >= SearchEntity.Feedback) is { } later)
        {
            throw new MlException(
                MlErrorCode.NotImplemented, MlEntity.Filter,
                $"The filter asks for {SearchParser.Name(later.Entity, later.Key)}, which a database of MLflow 3 keeps in tables that "
                + "MlTrack doesn't search. Leave it out.", query.Filter);
        }

        SearchSorting sorting = new(dialect, scheme, SearchParser.ParseOrder(query.Kind, query.OrderBy));
        string fingerprint = PageToken.Fingerprint(
        [
            query.Kind.ToString(), query.Filter, query.Scope, query.OrderBy.Count.ToString(CultureInfo.InvariantCulture), .. query.OrderBy,
        ]);

        SqlBuilder sql = new();
        sql.Append("SELECT ").Append(string.Join(", ", scheme.Columns.Select(column => "t." + column)))
            .Append(string.Concat(sorting.Keys.Select(key => ", " + key.Expression)))
            .Append($"\nFROM {scheme.Table} t");
        sorting.AppendJoins(sql);
        sql.Append("\nWHERE ");
        scope(sql);
        if (query.Kind is SearchKind.RegisteredModels or SearchKind.ModelVersions)
        {
            comparisons = AppendPrompts(sql, dialect, scheme, comparisons);
        }

        new SearchConditions(sql, dialect, scheme, sorting: null).Append(comparisons);
        if (pageToken is { Length: > 0 })
        {
            sorting.AppendAfter(sql, PageToken.Read(pageToken, fingerprint, sorting.Keys.Count));
        }

        sql.Append("\nORDER BY ").Append(sorting.Terms());
        if (limit is { } most)
        {
            sql.Append("\nLIMIT ").Value(Math.Max(most, 0) + 1L);
        }

        return new SearchPageStatement(
            sql.Build(), limit, scheme.Columns.Count, sorting.Keys.Count, fingerprint, fullGoesOn: query.Kind == SearchKind.Traces);
    }

    // Prompts are kept as models with a tag. MLflow finds them only where the filter asks for them, and ignores other comparisons of the tag.
    private static IReadOnlyList<SearchComparison> AppendPrompts(
        SqlBuilder sql, SqlDialect dialect, SearchScheme scheme, IReadOnlyList<SearchComparison> comparisons)
    {
        SearchComparison? asked = comparisons.FirstOrDefault(one => one.Entity == SearchEntity.Tag && one.Key == PromptKey);
        if (asked is { Comparator: SearchComparator.Equal, Value: string yes } && yes.Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return comparisons;
        }

        if (asked is { Comparator: SearchComparator.NotEqual, Value: string no } && no.Equals("false", StringComparison.OrdinalIgnoreCase))
        {
            return comparisons;
        }

        KeyedTable tags = scheme.Tables[SearchEntity.Tag];
        KeyedTable byName = tags with { Columns = [.. tags.Columns.Where(column => column != "version")] };
        sql.Append($"\n AND NOT EXISTS (SELECT 1 FROM {tags.Name} x WHERE ");
        dialect.AppendExact(sql, $"x.{dialect.Quote("key")}", PromptKey, equal: true);
        sql.Append(" AND ");
        dialect.AppendExact(sql, "x.value", "true", equal: true);
        sql.Append($" AND {SearchScheme.Link(byName, "x")})");
        return asked is null ? comparisons : [.. comparisons.Where(one => one.Entity != SearchEntity.Tag || one.Key != PromptKey)];
    }

    private sealed record Query(SearchKind Kind, string? Filter, IReadOnlyList<string> OrderBy, string? Scope);
}
