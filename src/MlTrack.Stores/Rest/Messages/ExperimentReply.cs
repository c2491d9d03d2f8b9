namespace MlTrack.Stores.Rest.Messages;

/// <summary>One experiment, or the id of a new one.</summary>
internal sealed record ExperimentReply
{
    public string? ExperimentId { get; init; }

    public ExperimentMessage? Experiment { get; init; }
}
