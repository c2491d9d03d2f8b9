using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Dialects;

internal sealed partial class SqliteDialect
{
    private const string StatisticsTable = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'sqlite_stat1'";

    // The tables that searches join. Others can be much larger (metrics), and are found by their keys alone.
    private static readonly string[] s_analyzed = ["experiments", "runs", "latest_metrics", "params", "tags"];

    /// <inheritdoc/>
    public override IReadOnlyList<OptionalIndex> OptionalIndexes { get; } =
    [
        new("runs", "mltrack_runs_newest", "experiment_id, lifecycle_stage, start_time DESC, run_uuid"),
        new("latest_metrics", "mltrack_latest_metrics_key_value", "key, is_nan, value, run_uuid"),
        new("params", "mltrack_params_key_value", "key, value, run_uuid"),
        new("tags", "mltrack_tags_key_value", "key, value, run_uuid"),
    ];

    /// <inheritdoc/>
    public override string ListOptionalIndexes =>
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name LIKE 'mltrack\\_%' ESCAPE '\\'";

    /// <inheritdoc/>
    public override bool IsIntact(OptionalIndex index, string? statement) => statement == CreateIndex(index);

    /// <inheritdoc/>
    public override string DropIndex(OptionalIndex index) => $"DROP INDEX {index.Name}";

    /// <inheritdoc/>
    public override bool HasStatistics(SqlSession session) =>
        session.QueryText(StatisticsTable) is not null
        && session.QueryText("SELECT 1 FROM sqlite_stat1 WHERE tbl = 'runs' LIMIT 1") is not null;

    /// <inheritdoc/>
    public override void RefreshStatistics(SqlSession session)
    {
        foreach (string table in s_analyzed)
        {
            session.Execute($"ANALYZE {table}");
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Other connections read the schema anew after DROP INDEX, and the statistics with it. This one remembers what it has read until an
    /// ANALYZE, of which that of the schema's own table does nothing else.
    /// </remarks>
    public override void RemoveStatistics(SqlSession session)
    {
        if (session.QueryText(StatisticsTable) is null)
        {
            return;
        }

        session.Execute($"DELETE FROM sqlite_stat1 WHERE tbl IN ('{string.Join("', '", s_analyzed)}')");
        session.Execute("ANALYZE sqlite_master");
        if (session.QueryText("SELECT 1 FROM sqlite_stat1 LIMIT 1") is null)
        {
            session.Execute("DROP TABLE sqlite_stat1");
        }
    }
}
