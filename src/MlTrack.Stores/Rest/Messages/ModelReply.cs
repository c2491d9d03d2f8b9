namespace MlTrack.Stores.Rest.Messages;

/// <summary>One registered model.</summary>
internal sealed record ModelReply
{
    public ModelMessage? RegisteredModel { get; init; }
}
