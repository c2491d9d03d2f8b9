namespace MlTrack.Stores.Rest.Messages;

/// <summary>A run's attributes.</summary>
internal sealed record RunInfoMessage
{
    public string? RunId { get; init; }

    public string? RunUuid { get; init; }

    public string? RunName { get; init; }

    public string? ExperimentId { get; init; }

    public string? UserId { get; init; }

    public string? Status { get; init; }

    public long? StartTime { get; init; }

    public long? EndTime { get; init; }

    public string? ArtifactUri { get; init; }

    public string? LifecycleStage { get; init; }
}
