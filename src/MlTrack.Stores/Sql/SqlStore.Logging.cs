namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    /// <inheritdoc/>
    public void LogBatch(RunBatch batch, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RunLogger log = new(session, sql);
                log.RequireActive(batch.RunId, [.. batch.Params.Select(param => param.Key)]);
                foreach ((string key, string value) in batch.Params)
                {
                    if (log.AddParam(batch.RunId, key, value) is { } changed)
                    {
                        throw changed;
                    }
                }

                foreach (MetricPoint point in batch.Metrics)
                {
                    log.AddMetric(batch.RunId, point.Key, point.Value, point.Timestamp, point.Step);
                }

                foreach ((string key, string value) in batch.Tags)
                {
                    log.SetTag(batch.RunId, key, value);
                }

                log.Finish();
            },
            cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<LogFailure> Log(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RunLogger log = new(session, sql);
                Dictionary<string, MlLifecycleStage> stages = log.Stages(
                    [.. entries.Select(entry => entry.RunId).Distinct(StringComparer.Ordinal)],
                    entries.OfType<ParamEntry>().Select(param => param.Key).ToHashSet(StringComparer.Ordinal));
                List<LogFailure> failures = [];
                foreach (LogEntry entry in entries)
                {
                    if ((RunLogger.Refusal(entry.RunId, stages) ?? Write(log, entry)) is { } refusal)
                    {
                        failures.Add(new LogFailure(entry, refusal));
                    }
                }

                log.Finish();
                return failures;
            },
            cancellationToken);

    private static MlException? Write(RunLogger log, LogEntry entry)
    {
        switch (entry)
        {
            case MetricEntry metric:
                log.AddMetric(metric.RunId, metric.Key, metric.Value, metric.Timestamp, metric.Step);
                return null;
            case ParamEntry param:
                return log.AddParam(param.RunId, param.Key, param.Value);
            case TagEntry tag:
                log.SetTag(tag.RunId, tag.Key, tag.Value);
                return null;
            default:
                throw new ArgumentException($"Unknown kind of entry: {entry.GetType().Name}.", nameof(entry));
        }
    }
}
