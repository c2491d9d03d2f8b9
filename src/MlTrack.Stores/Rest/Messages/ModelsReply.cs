namespace MlTrack.Stores.Rest.Messages;

/// <summary>A page of registered models.</summary>
internal sealed record ModelsReply
{
    public List<ModelMessage>? RegisteredModels { get; init; }

    public string? NextPageToken { get; init; }
}
