using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Dialects;

// The server gathers statistics by itself; refreshing them here only saves the wait for it, and they are never taken away.
internal sealed partial class PostgresDialect
{
    // An entry of an index is limited to a third of a page, which a long value would break.
    private const string IndexedCharacters = "256";

    private const string KeyAndValue = $"key, left(value, {IndexedCharacters}), run_uuid";

    /// <inheritdoc/>
    public override IReadOnlyList<OptionalIndex> OptionalIndexes { get; } =
    [
        new("runs", "mltrack_runs_newest", "experiment_id, lifecycle_stage, start_time DESC NULLS LAST, run_uuid"),
        new("latest_metrics", "mltrack_latest_metrics_key_value", "key, is_nan, value, run_uuid"),
        new("params", "mltrack_params_key_value", KeyAndValue),
        new("tags", "mltrack_tags_key_value", KeyAndValue),
    ];

    /// <inheritdoc/>
    public override string ListOptionalIndexes =>
        "SELECT indexname, indexdef FROM pg_catalog.pg_indexes WHERE schemaname = current_schema() AND indexname LIKE 'mltrack\\_%'";

    /// <inheritdoc/>
    public override string ListOtherOwners =>
        "SELECT quote_ident(o.owner), format('GRANT %I TO %I;', o.owner, current_user) FROM (SELECT DISTINCT pg_get_userbyid(relowner) AS owner "
        + "FROM pg_catalog.pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') "
        + "AND relname IN ('runs', 'latest_metrics', 'params', 'tags') AND NOT pg_has_role(relowner, 'USAGE')) o ORDER BY 1";

    /// <inheritdoc/>
    public override bool IsIntact(OptionalIndex index, string? statement) => true;

    /// <inheritdoc/>
    public override string DropIndex(OptionalIndex index) => $"DROP INDEX {index.Name}";

    /// <inheritdoc/>
    public override bool HasStatistics(SqlSession session) => true;

    /// <inheritdoc/>
    public override void RefreshStatistics(SqlSession session) => session.Execute("ANALYZE experiments, runs, latest_metrics, params, tags");

    /// <inheritdoc/>
    public override void RemoveStatistics(SqlSession session)
    {
    }
}
