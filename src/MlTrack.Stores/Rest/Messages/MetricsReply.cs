namespace MlTrack.Stores.Rest.Messages;

/// <summary>A page of a metric's history.</summary>
internal sealed record MetricsReply
{
    public List<MetricMessage>? Metrics { get; init; }

    public string? NextPageToken { get; init; }
}
