using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Dialects;

// The server keeps statistics by itself; refreshing them here only saves the wait for it, and they are never taken away.
internal sealed partial class MySqlDialect
{
    /// <inheritdoc/>
    public override IReadOnlyList<OptionalIndex> OptionalIndexes { get; } =
    [
        // Where an index begins with the column of a foreign key, the server drops the one that it made for the key itself.
        new("runs", "mltrack_runs_newest", "lifecycle_stage, experiment_id, start_time DESC, run_uuid"),
        new("latest_metrics", "mltrack_latest_metrics_key_value", "`key`, is_nan, value, run_uuid"),
        new("latest_metrics", RunIndex("latest_metrics"), "run_uuid, is_nan, value"),

        // A key of an index is limited to 3072 bytes, which a whole value would break.
        new("params", "mltrack_params_key_value", "`key`, value(255), run_uuid"),
        new("params", RunIndex("params"), "run_uuid, value(255)"),
        new("tags", "mltrack_tags_key_value", "`key`, value(255), run_uuid"),
        new("tags", RunIndex("tags"), "run_uuid, value(255)"),
    ];

    /// <inheritdoc/>
    public override string ListOptionalIndexes =>
        "SELECT DISTINCT index_name, NULL FROM information_schema.statistics WHERE table_schema = DATABASE() AND index_name LIKE 'mltrack\\_%'";

    /// <inheritdoc/>
    public override bool IsIntact(OptionalIndex index, string? statement) => true;

    /// <inheritdoc/>
    public override string DropIndex(OptionalIndex index) => $"DROP INDEX {index.Name} ON {index.Table}";

    /// <inheritdoc/>
    public override bool HasStatistics(SqlSession session) => true;

    /// <inheritdoc/>
    public override void RefreshStatistics(SqlSession session) =>
        session.QueryText("ANALYZE TABLE experiments, runs, latest_metrics, params, tags");

    /// <inheritdoc/>
    public override void RemoveStatistics(SqlSession session)
    {
    }

    private static string RunIndex(string table) => $"mltrack_{table}_run";
}
