namespace MlTrack.Stores.Rest.Messages;

/// <summary>What a logged model is, without its params and metrics.</summary>
internal sealed record LoggedModelInfoMessage
{
    public string? ModelId { get; init; }

    public string? Name { get; init; }

    public string? ArtifactUri { get; init; }

    public string? SourceRunId { get; init; }

    public long? CreationTimestampMs { get; init; }

    public List<PairMessage>? Tags { get; init; }
}
