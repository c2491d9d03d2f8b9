namespace MlTrack.Stores.Rest.Messages;

/// <summary>A run of which only the keys are read.</summary>
internal sealed record RunKeysItem
{
    public RunKeysData? Data { get; init; }
}
