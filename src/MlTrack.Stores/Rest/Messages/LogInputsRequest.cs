namespace MlTrack.Stores.Rest.Messages;

/// <summary>Datasets that a run used.</summary>
internal sealed record LogInputsRequest
{
    public string RunId { get; init; } = "";

    public IReadOnlyList<DatasetInputMessage> Datasets { get; init; } = [];
}
