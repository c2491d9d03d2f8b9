using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Statements;

namespace MlTrack.Stores.Sql;

/// <summary>Collects params, metrics and tags for runs inside one transaction, and writes them by as few statements as the engine takes.</summary>
internal sealed class RunLogger
{
    private readonly SqlSession _session;
    private readonly TrackingStatements _sql;
    private readonly List<object?[]> _metrics = [];
    private readonly Dictionary<(string RunId, string Key), LatestPoint> _latest = [];
    private readonly Dictionary<(string RunId, string Key), string> _stored = [];
    private readonly List<object?[]> _params = [];
    private readonly Dictionary<(string RunId, string Key), string> _tags = [];
    private readonly Dictionary<string, string> _names = [];

    public RunLogger(SqlSession session, TrackingStatements sql)
    {
        _session = session;
        _sql = sql;
    }

    /// <summary>The lifecycle stages of runs; those that don't exist are left out.</summary>
    /// <param name="runIds">The runs.</param>
    /// <param name="paramKeys">The params that will be added, whose values are read along.</param>
    /// <returns>The stages by id.</returns>
    public Dictionary<string, MlLifecycleStage> Stages(IReadOnlyList<string> runIds, IReadOnlyCollection<string>? paramKeys = null)
    {
        Dictionary<string, MlLifecycleStage> stages = new(runIds.Count, StringComparer.Ordinal);
        object ids = _sql.ListValue(runIds);
        SqlStatement ofRuns = new(_sql.RunStages, [ids]);
        using SqlResults results = _session.QueryAll(
            paramKeys is { Count: > 0 } ? [ofRuns, new SqlStatement(_sql.ParamsOfKeys, [ids, _sql.ListValue(paramKeys)])] : [ofRuns]);
        SqlRows rows = results.Next();
        while (rows.Read())
        {
            stages[rows.Text(0)] = LifecycleStages.Read(rows.TextOrNull(1));
        }

        if (paramKeys is { Count: > 0 })
        {
            rows = results.Next();
            while (rows.Read())
            {
                _stored[(runIds[(int)rows.Integer(0)], rows.Text(1))] = rows.TextOrNull(2) ?? "";
            }
        }

        return stages;
    }

    /// <summary>Fails unless a run is there and active.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="paramKeys">The params that will be added.</param>
    public void RequireActive(string runId, IReadOnlyCollection<string>? paramKeys = null)
    {
        if (Refusal(runId, Stages([runId], paramKeys)) is { } refusal)
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

    /// <summary>Adds a point; one that is there already is left alone.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The metric.</param>
    /// <param name="value">The value.</param>
    /// <param name="timestamp">Milliseconds since the epoch.</param>
    /// <param name="step">The step.</param>
    public void AddMetric(string runId, string key, double value, long timestamp, long step)
    {
        StoredNumber stored = StoredNumber.Write(value);
        _metrics.Add([runId, key, stored.Value, timestamp, step, stored.IsNaN]);
        LatestPoint point = new(stored, timestamp, step);
        if (!_latest.TryGetValue((runId, key), out LatestPoint latest) || point.IsAfter(latest))
        {
            _latest[(runId, key)] = point;
        }
    }

    /// <summary>Adds a param, or accepts it if it is there with the same value. Its key must have been given to <see cref="Stages"/>.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The param.</param>
    /// <param name="value">The value.</param>
    /// <returns>The error if it has another value; null if all is well.</returns>
    public MlException? AddParam(string runId, string key, string value)
    {
        if (_stored.TryGetValue((runId, key), out string? stored))
        {
            return stored == value ? null : MlErrors.ParamChanged(runId, key, stored, value);
        }

        _stored.Add((runId, key), value);
        _params.Add([runId, key, value]);
        return null;
    }

    /// <summary>Sets a tag. The tag of the run's name renames the run, unless it is empty.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The tag.</param>
    /// <param name="value">The value.</param>
    public void SetTag(string runId, string key, string value)
    {
        _tags[(runId, key)] = value;
        if (key == MlTags.RunName && value.Length > 0)
        {
            _names[runId] = value;
        }
    }

    /// <summary>Writes everything that was collected, at the latest with the transaction's commit.</summary>
    public void Finish()
    {
        // Everybody goes through the tables, and through the rows of one, in the same order, so that few deadlocks come of it.
        _session.Enqueue(_sql.InsertParams.For(_params));
        _session.Enqueue(_sql.InsertMetrics.For(_metrics));
        _session.Enqueue(_sql.UpsertLatest.For(
            [.. InOrder(_latest).Select(pair => new object?[]
            {
                pair.Key.Key, pair.Key.RunId, pair.Value.Number.Value, pair.Value.Timestamp, pair.Value.Step, pair.Value.Number.IsNaN,
            })]));
        _session.Enqueue(_sql.UpsertTags.For(
            [.. InOrder(_tags).Select(pair => new object?[] { pair.Key.Key, pair.Key.RunId, pair.Value })]));
        foreach ((string runId, string name) in _names)
        {
            _session.Enqueue(_sql.RenameRun, runId, name);
        }
    }

    private static IEnumerable<KeyValuePair<(string RunId, string Key), T>> InOrder<T>(Dictionary<(string RunId, string Key), T> rows) =>
        rows.OrderBy(pair => pair.Key.RunId, StringComparer.Ordinal).ThenBy(pair => pair.Key.Key, StringComparer.Ordinal);

    /// <summary>A point as far as it matters for being the latest.</summary>
    private readonly record struct LatestPoint(StoredNumber Number, long Timestamp, long Step)
    {
        // As MLflow has it: by step, then time, then value, where NaN counts as the 0 that it is stored as.
        public bool IsAfter(LatestPoint other) =>
            (Step, Timestamp, Number.Value).CompareTo((other.Step, other.Timestamp, other.Number.Value)) > 0;
    }
}
