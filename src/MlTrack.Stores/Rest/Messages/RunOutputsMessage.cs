namespace MlTrack.Stores.Rest.Messages;

/// <summary>What came out of a run: logged models, on servers from version 3 on.</summary>
internal sealed record RunOutputsMessage
{
    public List<ModelOutputMessage>? ModelOutputs { get; init; }
}
