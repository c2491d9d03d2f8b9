namespace MlTrack.Stores.Rest.Messages;

/// <summary>A version of a model as a server has it; its number travels as a text.</summary>
internal sealed record ModelVersionMessage
{
    public string? Name { get; init; }

    public long Version { get; init; }

    public long? CreationTimestamp { get; init; }

    public long? LastUpdatedTimestamp { get; init; }

    public string? CurrentStage { get; init; }

    public string? Description { get; init; }

    public string? Source { get; init; }

    public string? RunId { get; init; }

    public string? RunLink { get; init; }

    public string? UserId { get; init; }

    public string? Status { get; init; }

    public string? StatusMessage { get; init; }

    public List<PairMessage>? Tags { get; init; }

    public List<string>? Aliases { get; init; }
}
