namespace MlTrack.Stores.Rest.Messages;

/// <summary>A page of versions.</summary>
internal sealed record ModelVersionsReply
{
    public List<ModelVersionMessage>? ModelVersions { get; init; }

    public string? NextPageToken { get; init; }
}
