using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Statements;

namespace MlTrack.Stores.Sql;

/// <summary>Writes params, metrics and tags to runs inside one transaction.</summary>
internal sealed class RunLogger
{
    private readonly SqlSession _session;
    private readonly TrackingStatements _sql;
    private readonly SqlPrepared _insertMetric;
    private readonly Dictionary<(string RunId, string Key), LatestPoint> _latest = [];

    public RunLogger(SqlSession session, TrackingStatements sql)
    {
        _session = session;
        _sql = sql;
        _insertMetric = session.Prepare(sql.InsertMetric);
    }

    /// <summary>The lifecycle stages of runs; those that don't exist are left out.</summary>
    /// <param name="runIds">The runs.</param>
    /// <returns>The stages by id.</returns>
    public Dictionary<string, MlLifecycleStage> Stages(IReadOnlyCollection<string> runIds)
    {
        Dictionary<string, MlLifecycleStage> stages = new(runIds.Count, StringComparer.Ordinal);
        using SqlRows rows = _session.Query(_sql.RunStages, _sql.ListValue(runIds));
        while (rows.Read())
        {
            stages[rows.Text(0)] = LifecycleStages.Read(rows.TextOrNull(1));
        }

        return stages;
    }

    /// <summary>Fails unless a run is there and active.</summary>
    /// <param name="runId">The run.</param>
    public void RequireActive(string runId)
    {
        if (Refusal(runId, Stages([runId])) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>Why nothing can be written to a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="stages">Stages of runs.</param>
    /// <returns>The error; null if the run is active.</returns>
    public static MlException? Refusal(string runId, Dictionary<string, MlLifecycleStage> stages) =>
        !stages.TryGetValue(runId, out MlLifecycleStage stage) ? MlErrors.RunNotFound(runId)
        : stage == MlLifecycleStage.Deleted ? MlErrors.RunDeleted(runId)
        : null;

    /// <summary>Adds a point; one that is there already is left alone. <see cref="Finish"/> must follow.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The metric.</param>
    /// <param name="value">The value.</param>
    /// <param name="timestamp">Milliseconds since the epoch.</param>
    /// <param name="step">The step.</param>
    public void AddMetric(string runId, string key, double value, long timestamp, long step)
    {
        StoredNumber stored = StoredNumber.Write(value);
        if (_insertMetric.Bind(runId, key, stored.Value, timestamp, step, stored.IsNaN).Execute() == 0)
        {
            return;
        }

        LatestPoint point = new(stored, timestamp, step);
        if (!_latest.TryGetValue((runId, key), out LatestPoint latest) || point.IsAfter(latest))
        {
            _latest[(runId, key)] = point;
        }
    }

    /// <summary>Adds a param, or accepts it if it is there with the same value.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The param.</param>
    /// <param name="value">The value.</param>
    /// <returns>The error if it has another value; null if all is well.</returns>
    public MlException? AddParam(string runId, string key, string value)
    {
        if (_session.Execute(_sql.InsertParam, runId, key, value) > 0)
        {
            return null;
        }

        string stored = _session.QueryText(_sql.ParamValue, runId, key) ?? "";
        return stored == value ? null : MlErrors.ParamChanged(runId, key, stored, value);
    }

    /// <summary>Sets a tag. The tag of the run's name renames the run, unless it is empty.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The tag.</param>
    /// <param name="value">The value.</param>
    public void SetTag(string runId, string key, string value)
    {
        _session.Execute(_sql.UpsertTag, key, runId, value);
        if (key == MlTags.RunName && value.Length > 0)
        {
            _session.Execute(_sql.RenameRun, runId, value);
        }
    }

    /// <summary>Moves the latest values of the metrics that got points: one statement a metric, however many points it got.</summary>
    public void Finish()
    {
        foreach (((string runId, string key), LatestPoint point) in _latest)
        {
            _session.Execute(_sql.UpsertLatest, key, runId, point.Number.Value, point.Timestamp, point.Step, point.Number.IsNaN);
        }
    }

    /// <summary>A point as far as it matters for being the latest.</summary>
    private readonly record struct LatestPoint(StoredNumber Number, long Timestamp, long Step)
    {
        // As MLflow has it: by step, then time, then value, where NaN counts as the 0 that it is stored as.
        public bool IsAfter(LatestPoint other) =>
            (Step, Timestamp, Number.Value).CompareTo((other.Step, other.Timestamp, other.Number.Value)) > 0;
    }
}
