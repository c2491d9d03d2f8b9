namespace MlTrack.Stores.Rest.Messages;

/// <summary>What is logged to one run by one request.</summary>
internal sealed record LogBatchRequest
{
    public string RunId { get; init; } = "";

    public IReadOnlyList<MetricMessage>? Metrics { get; init; }

    public IReadOnlyList<PairMessage>? Params { get; init; }

    public IReadOnlyList<PairMessage>? Tags { get; init; }
}
