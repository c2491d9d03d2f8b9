namespace MlTrack.Stores.Rest.Messages;

/// <summary>A page of runs.</summary>
internal sealed record RunsReply
{
    public List<RunMessage>? Runs { get; init; }

    public string? NextPageToken { get; init; }
}
