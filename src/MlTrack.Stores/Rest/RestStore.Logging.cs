using System.Globalization;
using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Rest;

internal sealed partial class RestStore
{
    private const int NamedItems = 5;

    /// <inheritdoc/>
    /// <remarks>What fits into one request is all or nothing. Of a longer batch, the params are looked at before anything is sent.</remarks>
    public void LogBatch(RunBatch batch, CancellationToken cancellationToken = default)
    {
        List<LogEntry> entries =
        [
            .. batch.Params.Select(param => new ParamEntry(batch.RunId, param.Key, param.Value)),
            .. batch.Metrics.Select(point => new MetricEntry(batch.RunId, point.Key, point.Value, point.Timestamp, point.Step)),
            .. batch.Tags.Select(tag => new TagEntry(batch.RunId, tag.Key, tag.Value)),
        ];
        List<List<LogItem>> parts = LogParts.Of(entries);
        if (parts.Count == 0)
        {
            // Whether the run is there and active is an answer too.
            parts.Add([]);
        }
        else if (parts.Count > 1 && batch.Params.Count > 0)
        {
            MlRun run = GetRun(batch.RunId, cancellationToken) ?? throw MlErrors.RunNotFound(batch.RunId);
            if (parts.SelectMany(part => part).Select(item => Conflict(run, item)).FirstOrDefault(error => error is not null) is { } changed)
            {
                throw changed;
            }
        }

        for (int i = 0; i < parts.Count; i++)
        {
            try
            {
                SendKnown(batch.RunId, parts[i], cancellationToken);
            }
            catch (ServerRefusal refusal)
            {
                throw Partly(batch.RunId, parts, i, Explain(batch.RunId, parts[i], refusal, cancellationToken));
            }
            catch (MlException failure) when (i > 0)
            {
                throw Partly(batch.RunId, parts, i, failure);
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<LogFailure> Log(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken = default)
    {
        Dictionary<LogEntry, MlException> failed = new(ReferenceEqualityComparer.Instance);
        bool isStored = false;
        MlException? dead = null;
        foreach (IGrouping<string, LogEntry> ofRun in entries.GroupBy(entry => entry.RunId, StringComparer.Ordinal))
        {
            foreach (List<LogItem> part in LogParts.Of(ofRun))
            {
                try
                {
                    if (dead is null)
                    {
                        isStored |= Store(ofRun.Key, part, failed, cancellationToken);
                        continue;
                    }
                }
                catch (MlException failure) when (isStored)
                {
                    // Some are stored and acknowledged; the others are told, and not tried any more.
                    dead = failure;
                }

                Fail(part, dead, failed);
            }
        }

        return [.. entries.Where(failed.ContainsKey).Select(entry => new LogFailure(entry, failed[entry]))];
    }

    private static void Fail(IEnumerable<LogItem> items, MlException error, Dictionary<LogEntry, MlException> failed)
    {
        foreach (LogEntry entry in items.SelectMany(item => item.Entries))
        {
            failed[entry] = error;
        }
    }

    private static MlException? Conflict(MlRun run, LogItem item) =>
        item.Param is { } param && run.Params.TryGetValue(param.Key, out string? stored) && stored != param.Value
            ? MlErrors.ParamChanged(run.RunId, param.Key, stored, param.Value)
            : null;

    private static MlException Partly(string runId, List<List<LogItem>> parts, int failedPart, MlException reason)
    {
        if (parts.Count == 1)
        {
            return reason;
        }

        string[] left = [.. parts.Skip(failedPart).SelectMany(part => part).Select(item => MlText.Show(item.Key))];
        string named = string.Join(", ", left.Take(NamedItems)) + (left.Length > NamedItems ? ", …" : "");
        return new MlException(
            reason.ErrorCode, reason.Entity,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{reason.Message} {left.Length} of {parts.Sum(part => part.Count)} items of run {runId} were not stored: {named}."),
            reason.Target, reason);
    }

    /// <summary>Sends one part, and finds those that the server refuses; the others are stored.</summary>
    /// <returns>Whether any was stored.</returns>
    private bool Store(
        string runId, List<LogItem> items, Dictionary<LogEntry, MlException> failed, CancellationToken cancellationToken)
    {
        try
        {
            SendKnown(runId, items, cancellationToken);
            return true;
        }
        catch (ServerRefusal refusal)
        {
            MlRun? run = GetRun(runId, cancellationToken);
            if (run is null || run.LifecycleStage == MlLifecycleStage.Deleted)
            {
                Fail(items, run is null ? MlErrors.RunNotFound(runId) : MlErrors.RunDeleted(runId), failed);
                return false;
            }

            List<LogItem> good = [];
            foreach (LogItem item in items)
            {
                if (Conflict(run, item) is { } conflict)
                {
                    Fail([item], conflict, failed);
                }
                else
                {
                    good.Add(item);
                }
            }

            if (good.Count < items.Count)
            {
                return good.Count > 0 && Store(runId, good, failed, cancellationToken);
            }

            if (items.Count == 1)
            {
                Fail(items, refusal, failed);
                return false;
            }

            int half = items.Count / 2;
            bool first = Store(runId, items[..half], failed, cancellationToken);
            return Store(runId, items[half..], failed, cancellationToken) || first;
        }
    }

    private MlException Explain(string runId, List<LogItem> items, ServerRefusal refusal, CancellationToken cancellationToken)
    {
        MlRun? run = GetRun(runId, cancellationToken);
        return run is null ? MlErrors.RunNotFound(runId)
            : run.LifecycleStage == MlLifecycleStage.Deleted ? MlErrors.RunDeleted(runId)
            : items.Select(item => Conflict(run, item)).FirstOrDefault(error => error is not null) ?? refusal;
    }

    /// <summary>
    /// Sends one part. Servers before 3 don't know all points again that they have already: then the history tells which, and the rest
    /// is sent.
    /// </summary>
    private void SendKnown(string runId, List<LogItem> items, CancellationToken cancellationToken)
    {
        try
        {
            Send(runId, items, cancellationToken);
        }
        catch (ServerRefusal refusal) when (refusal.ErrorCode == MlErrorCode.BadRequest && items.Exists(item => item.Metric is not null))
        {
            List<LogItem> missing = WithoutStored(runId, items, cancellationToken);
            if (missing.Count == items.Count)
            {
                throw;
            }

            if (missing.Count > 0)
            {
                Send(runId, missing, cancellationToken);
            }
        }
    }

    private List<LogItem> WithoutStored(string runId, List<LogItem> items, CancellationToken cancellationToken)
    {
        HashSet<(string, long, long, double)> stored = [];
        foreach (string key in items.Select(item => item.Metric?.Key).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            foreach (MetricMessage point in History(runId, key, cancellationToken))
            {
                stored.Add((key, point.Timestamp, point.Step, point.Value));
            }
        }

        return items.FindAll(item => item.Metric is not { } metric || !stored.Contains(
            (metric.Key, metric.Timestamp, metric.Step, Math.Clamp(metric.Value, double.MinValue, double.MaxValue))));
    }

    private void Send(string runId, List<LogItem> items, CancellationToken cancellationToken) => _client.Post(
        "runs/log-batch",
        new LogBatchRequest
        {
            RunId = runId,
            Metrics = Some(items, item => item.Metric),
            Params = Some(items, item => item.Param),
            Tags = Some(items, item => item.Tag),
        },
        RestWire.Json.LogBatchRequest, RestWire.Json.EmptyMessage, cancellationToken);

    private static List<T>? Some<T>(List<LogItem> items, Func<LogItem, T?> part)
        where T : class
    {
        List<T> found = [.. items.Select(part).OfType<T>()];
        return found.Count > 0 ? found : null;
    }
}
