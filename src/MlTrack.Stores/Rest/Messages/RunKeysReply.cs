namespace MlTrack.Stores.Rest.Messages;

/// <summary>A page of runs of which only the keys are read.</summary>
internal sealed record RunKeysReply
{
    public List<RunKeysItem>? Runs { get; init; }

    public string? NextPageToken { get; init; }
}
