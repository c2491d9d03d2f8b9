using MlTrack.Stores.Sql.Readers;
using MlTrack.Stores.Sql.Schema;
using MlTrack.Stores.Sql.Search;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    /// <inheritdoc/>
    public MlPage<MlExperiment> SearchExperiments(
        ExperimentSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        SearchPageStatement page = EntitySearchSql.Experiments(
            _database.Dialect, Capabilities(cancellationToken), search, maxResults, pageToken);
        return Read((session, sql) => new ExperimentReader(session, sql, Key).Read(page), cancellationToken);
    }

    /// <inheritdoc/>
    public MlPage<MlRun> SearchRuns(
        RunSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        SearchPageStatement page = RunSearchSql.Page(
            _database.Dialect, Capabilities(cancellationToken), search, maxResults, pageToken);
        return Read((session, sql) => new RunReader(session, sql, Key).Read(page, search.Columns), cancellationToken);
    }

    /// <inheritdoc/>
    public RunKeys GetRunKeys(RunSearch search, int? maxResults, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<MlRun> runs = SearchRuns(search, maxResults ?? MlLimits.PageSize, null, cancellationToken).Items;
        return new RunKeys(
            Sorted(runs.SelectMany(run => run.Metrics.Keys)),
            Sorted(runs.SelectMany(run => run.Params.Keys)),
            Sorted(runs.SelectMany(run => run.Tags.Keys)));

        static List<string> Sorted(IEnumerable<string> keys) => [.. keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private SchemaCapabilities Capabilities(CancellationToken cancellationToken) => OpenSchema(cancellationToken).Capabilities;
}
