namespace MlTrack.Stores.Rest.Messages;

/// <summary>Everything that is asked about one run; what an endpoint doesn't know stays null.</summary>
internal sealed record RunRequest
{
    public string? RunId { get; init; }

    public string? ExperimentId { get; init; }

    public string? UserId { get; init; }

    public string? RunName { get; init; }

    public string? Status { get; init; }

    public long? StartTime { get; init; }

    public long? EndTime { get; init; }

    public IReadOnlyList<PairMessage>? Tags { get; init; }

    public string? Key { get; init; }
}
