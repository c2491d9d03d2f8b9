namespace MlTrack.Stores.Rest.Messages;

/// <summary>One version, or where its files are.</summary>
internal sealed record ModelVersionReply
{
    public ModelVersionMessage? ModelVersion { get; init; }

    public string? ArtifactUri { get; init; }
}
