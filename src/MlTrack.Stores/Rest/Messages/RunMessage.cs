namespace MlTrack.Stores.Rest.Messages;

/// <summary>A run with everything.</summary>
internal sealed record RunMessage
{
    public RunInfoMessage? Info { get; init; }

    public RunDataMessage? Data { get; init; }

    public RunInputsMessage? Inputs { get; init; }

    public RunOutputsMessage? Outputs { get; init; }
}
