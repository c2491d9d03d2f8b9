namespace MlTrack.Stores.Rest.Messages;

/// <summary>A dataset as a run used it.</summary>
internal sealed record DatasetInputMessage
{
    public DatasetMessage? Dataset { get; init; }

    public List<PairMessage>? Tags { get; init; }
}
