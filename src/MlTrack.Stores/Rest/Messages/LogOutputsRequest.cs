namespace MlTrack.Stores.Rest.Messages;

/// <summary>Logged models that came out of a run.</summary>
internal sealed record LogOutputsRequest
{
    public string RunId { get; init; } = "";

    public IReadOnlyList<ModelOutputMessage> Models { get; init; } = [];
}
