namespace MlTrack.Stores.Rest.Messages;

/// <summary>The keys of a run's data.</summary>
internal sealed record RunKeysData
{
    public List<KeyMessage>? Metrics { get; init; }

    public List<KeyMessage>? Params { get; init; }

    public List<KeyMessage>? Tags { get; init; }
}
