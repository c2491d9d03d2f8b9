namespace MlTrack.Stores.Rest.Messages;

/// <summary>Everything that is asked about one experiment; what an endpoint doesn't know stays null.</summary>
internal sealed record ExperimentRequest
{
    public string? ExperimentId { get; init; }

    public string? Name { get; init; }

    public string? NewName { get; init; }

    public string? ArtifactLocation { get; init; }

    public IReadOnlyList<PairMessage>? Tags { get; init; }

    public string? Key { get; init; }

    public string? Value { get; init; }
}
