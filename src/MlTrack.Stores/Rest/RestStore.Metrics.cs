using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Rest;

internal sealed partial class RestStore
{
    private const int HistoryPage = 25_000;

    /// <inheritdoc/>
    public IEnumerable<MlMetric> GetMetricHistory(
        string runId, IReadOnlyList<string>? keys, CancellationToken cancellationToken = default)
    {
        bool runIsThere = keys is null;
        if (keys is null)
        {
            MlRun run = GetRun(runId, cancellationToken) ?? throw MlErrors.RunNotFound(runId);
            keys = [.. run.Metrics.Keys.Order(StringComparer.Ordinal)];
        }

        RestModels models = new(Key);
        foreach (string key in keys.Distinct(StringComparer.Ordinal))
        {
            foreach (MetricMessage point in History(runId, key, cancellationToken))
            {
                runIsThere = true;
                yield return models.Metric(runId, point);
            }
        }

        // A server answers with nothing for a run that isn't there.
        if (!runIsThere && GetRun(runId, cancellationToken) is null)
        {
            throw MlErrors.RunNotFound(runId);
        }
    }

    /// <summary>A metric's points in their order: page by page where the server knows pages, else all at once.</summary>
    private IEnumerable<MetricMessage> History(string runId, string key, CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            MetricsReply reply;
            try
            {
                reply = Get(
                    "metrics/get-history",
                    [("run_id", runId), ("metric_key", key), ("max_results", Number(HistoryPage)), ("page_token", token)],
                    RestWire.Json.MetricsReply, cancellationToken);
            }
            catch (ServerRefusal refusal)
            {
                throw ExplainRun(runId, refusal, cancellationToken);
            }

            token = Given(reply.NextPageToken);
            List<MetricMessage> points = reply.Metrics ?? [];

            // Servers before 3 promise no order.
            points.Sort(static (a, b) => (a.Timestamp, a.Step, a.Value).CompareTo((b.Timestamp, b.Step, b.Value)));
            foreach (MetricMessage point in points)
            {
                yield return point;
            }
        }
        while (token is not null);
    }
}
