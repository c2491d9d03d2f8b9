namespace MlTrack.Stores;

public sealed partial class MlClient
{
    /// <summary>Logs to one active run, all or nothing (MLflow's log_batch, without a server's limits on its size).</summary>
    /// <param name="batch">What to log.</param>
    /// <param name="warn">Is told what was cut; null to leave that untold.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void LogBatch(RunBatch batch, Action<string>? warn = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        MlValidator.RunId(batch.RunId);
        foreach (MetricPoint metric in batch.Metrics)
        {
            CheckMetric(metric.Key, metric.Timestamp);
        }

        List<KeyValuePair<string, string>> logParams = new(batch.Params.Count);
        HashSet<string> keys = new(StringComparer.Ordinal);
        foreach ((string key, string value) in batch.Params)
        {
            MlValidator.Key("param", key);
            if (!keys.Add(key))
            {
                throw MlErrors.InvalidName($"The param key {MlText.Show(key)} is there twice in one batch. Give each key once.", key);
            }

            logParams.Add(new(key, MlValidator.ParamValue(key, value, Options.TruncateLongValues, warn)));
        }

        Store.LogBatch(batch with { Params = logParams, Tags = CheckRunTags(batch.Tags, warn, cancellationToken) }, cancellationToken);
    }

    /// <summary>Logs one metric point.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The metric's key.</param>
    /// <param name="value">The value; NaN and infinities are allowed.</param>
    /// <param name="step">The step.</param>
    /// <param name="timestamp">Milliseconds since the epoch; null for now.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void LogMetric(
        string runId, string key, double value, long step = 0, long? timestamp = null, CancellationToken cancellationToken = default) =>
        LogBatch(
            new RunBatch(runId) { Metrics = [new(key, value, timestamp ?? MlTime.NowMilliseconds(), step)] },
            cancellationToken: cancellationToken);

    /// <summary>Logs one param.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The param's key.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void LogParam(string runId, string key, string value, CancellationToken cancellationToken = default) =>
        LogBatch(new RunBatch(runId) { Params = [new(key, value)] }, cancellationToken: cancellationToken);

    /// <summary>Sets one tag.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void SetTag(string runId, string key, string value, CancellationToken cancellationToken = default) =>
        LogBatch(new RunBatch(runId) { Tags = [new(key, value)] }, cancellationToken: cancellationToken);

    /// <summary>
    /// Logs datasets as inputs of an active run (MLflow's log_inputs), all or none. An input that the run has already stays as it is, its
    /// context too.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="inputs">The datasets.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void LogInputs(string runId, IReadOnlyList<RunInput> inputs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        MlValidator.RunId(runId);
        StoreInfo info = Store.Open(cancellationToken);
        foreach (RunInput input in inputs)
        {
            MlValidator.RunInput(input, info);
        }

        Store.LogInputs(runId, inputs, cancellationToken);
    }

    /// <summary>Checks one entry as <see cref="LogBatch"/> does, for who wants to know at once what is refused or cut, and logs later.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="warn">Is told what was cut; null to leave that untold.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The entry as it will be stored.</returns>
    public LogEntry Check(LogEntry entry, Action<string>? warn = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        MlValidator.RunId(entry.RunId);
        switch (entry)
        {
            case MetricEntry metric:
                CheckMetric(metric.Key, metric.Timestamp);
                return metric;
            case ParamEntry param:
                MlValidator.Key("param", param.Key);
                string value = MlValidator.ParamValue(param.Key, param.Value, Options.TruncateLongValues, warn);
                return ReferenceEquals(value, param.Value) ? param : param with { Value = value };
            case TagEntry tag:
                return tag with { Value = CheckRunTag(tag.Key, tag.Value, Store.Open(cancellationToken), warn) };
            default:
                throw new ArgumentException($"Unknown kind of entry: {entry.GetType().Name}.", nameof(entry));
        }
    }

    /// <summary>Logs entries of any runs in one go; an entry that is refused doesn't take its neighbours along.</summary>
    /// <param name="entries">The entries, in order.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was refused, in the order of the entries; empty when all went well. An exception means that nothing was stored.</returns>
    public IReadOnlyList<LogFailure> Log(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        List<LogEntry> ready = new(entries.Count);
        List<(int Before, LogFailure Failure)> refused = [];
        foreach (LogEntry entry in entries)
        {
            try
            {
                ready.Add(Check(entry, cancellationToken: cancellationToken));
            }
            catch (MlException error)
            {
                refused.Add((ready.Count, new LogFailure(entry, error)));
            }
        }

        IReadOnlyList<LogFailure> failures = ready.Count == 0 && refused.Count > 0 ? [] : Store.Log(ready, cancellationToken);
        return refused.Count == 0 ? failures : InOrder(ready, refused, failures);
    }

    /// <summary>Reads the history of a run's metrics as a lazy sequence, each ordered by timestamp, step and value.</summary>
    /// <param name="runId">The id; a missing run is RESOURCE_DOES_NOT_EXIST.</param>
    /// <param name="keys">The metrics, in the order wanted; null for all, by key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The points.</returns>
    public IEnumerable<MlMetric> GetMetricHistory(
        string runId, IReadOnlyList<string>? keys = null, CancellationToken cancellationToken = default)
    {
        MlValidator.RunId(runId);
        return Store.GetMetricHistory(runId, keys, cancellationToken);
    }

    private static List<LogFailure> InOrder(
        List<LogEntry> ready, List<(int Before, LogFailure Failure)> refused, IReadOnlyList<LogFailure> failures)
    {
        List<LogFailure> all = new(refused.Count + failures.Count);
        int next = 0;
        int failed = 0;
        for (int i = 0; i <= ready.Count; i++)
        {
            for (; next < refused.Count && refused[next].Before == i; next++)
            {
                all.Add(refused[next].Failure);
            }

            if (i < ready.Count && failed < failures.Count && ReferenceEquals(failures[failed].Entry, ready[i]))
            {
                all.Add(failures[failed++]);
            }
        }

        return all;
    }

    private static void CheckMetric(string key, long timestamp)
    {
        MlValidator.Key("metric", key);
        if (timestamp < 0)
        {
            MlValidator.Timestamp($"metric {MlText.Show(key)}", timestamp);
        }
    }
}
