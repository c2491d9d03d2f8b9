namespace MlTrack.Stores.Rest.Messages;

/// <summary>A registered model as a server has it.</summary>
internal sealed record ModelMessage
{
    public string? Name { get; init; }

    public long? CreationTimestamp { get; init; }

    public long? LastUpdatedTimestamp { get; init; }

    public string? Description { get; init; }

    public List<PairMessage>? Tags { get; init; }

    public List<AliasMessage>? Aliases { get; init; }

    public List<ModelVersionMessage>? LatestVersions { get; init; }
}
