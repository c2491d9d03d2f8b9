namespace MlTrack.Stores.Rest.Messages;

/// <summary>A run's latest metrics, params and tags.</summary>
internal sealed record RunDataMessage
{
    public List<MetricMessage>? Metrics { get; init; }

    public List<PairMessage>? Params { get; init; }

    public List<PairMessage>? Tags { get; init; }
}
