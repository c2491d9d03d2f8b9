namespace MlTrack.Stores.Rest.Messages;

/// <summary>A logged model to create or to finish; what an endpoint doesn't know stays null.</summary>
internal sealed record LoggedModelRequest
{
    public string? ExperimentId { get; init; }

    public string? Name { get; init; }

    public string? SourceRunId { get; init; }

    public IReadOnlyList<PairMessage>? Params { get; init; }

    public IReadOnlyList<PairMessage>? Tags { get; init; }

    public string? ModelId { get; init; }

    public string? Status { get; init; }
}
