namespace MlTrack.Stores.Rest.Messages;

/// <summary>A run's dataset inputs.</summary>
internal sealed record RunInputsMessage
{
    public List<DatasetInputMessage>? DatasetInputs { get; init; }
}
