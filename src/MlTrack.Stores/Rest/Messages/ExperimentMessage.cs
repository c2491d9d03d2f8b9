namespace MlTrack.Stores.Rest.Messages;

/// <summary>An experiment as a server has it.</summary>
internal sealed record ExperimentMessage
{
    public string? ExperimentId { get; init; }

    public string? Name { get; init; }

    public string? ArtifactLocation { get; init; }

    public string? LifecycleStage { get; init; }

    public long? CreationTime { get; init; }

    public long? LastUpdateTime { get; init; }

    public List<PairMessage>? Tags { get; init; }
}
