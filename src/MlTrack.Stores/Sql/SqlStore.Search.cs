using System.Globalization;
using MlTrack.Stores.Sql.Readers;
using MlTrack.Stores.Sql.Statements;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    /// <inheritdoc/>
    public MlPage<MlExperiment> SearchExperiments(
        ExperimentSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default) =>
        Read(
            (session, sql) =>
            {
                long offset = Offset(pageToken);
                List<MlExperiment> found = new ExperimentReader(session, sql, Key).Read(new SqlStatement(
                    $"SELECT {TrackingStatements.ExperimentColumns} FROM experiments e WHERE (@p0 IS NULL OR e.lifecycle_stage = @p0) "
                    + "ORDER BY e.creation_time DESC, e.experiment_id DESC LIMIT @p1 OFFSET @p2",
                    [StageOf(search.ViewType), (long)maxResults, offset]));
                return new MlPage<MlExperiment>(found, found.Count < maxResults ? null : Token(offset + maxResults));
            },
            cancellationToken);

    /// <inheritdoc/>
    public MlPage<MlRun> SearchRuns(
        RunSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default) =>
        Read(
            (session, sql) =>
            {
                long offset = Offset(pageToken);
                object? ids = search.ExperimentIds is { } experiments
                    ? sql.ListValue(experiments.Select(id => ParseId(id).ToString(CultureInfo.InvariantCulture)))
                    : null;
                List<MlRun> found = new RunReader(session, sql, Key).Read(
                    new SqlStatement(
                        $"SELECT {TrackingStatements.RunColumns} FROM runs r WHERE (@p0 IS NULL OR r.lifecycle_stage = @p0) "
                        + $"AND r.experiment_id IN (SELECT experiment_id FROM experiments WHERE @p1 IS NOT NULL OR lifecycle_stage = 'active') "
                        + $"AND (@p1 IS NULL OR r.experiment_id IN (SELECT CAST(id AS INTEGER) FROM {_database.Dialect.ListTable("@p1")})) "
                        + "ORDER BY r.start_time DESC, r.run_uuid LIMIT @p2 OFFSET @p3",
                        [StageOf(search.ViewType), ids, (long)maxResults, offset]),
                    search.Columns);
                return new MlPage<MlRun>(found, found.Count < maxResults ? null : Token(offset + maxResults));
            },
            cancellationToken);

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

    private static long Offset(string? token) => token is null ? 0 : long.Parse(token, CultureInfo.InvariantCulture);

    private static string Token(long offset) => offset.ToString(CultureInfo.InvariantCulture);
}
