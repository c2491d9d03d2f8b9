namespace MlTrack.Stores.Rest.Messages;

/// <summary>A page of experiments.</summary>
internal sealed record ExperimentsReply
{
    public List<ExperimentMessage>? Experiments { get; init; }

    public string? NextPageToken { get; init; }
}
