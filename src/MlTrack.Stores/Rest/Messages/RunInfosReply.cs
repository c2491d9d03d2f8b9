namespace MlTrack.Stores.Rest.Messages;

/// <summary>A page of runs of which only the attributes are read.</summary>
internal sealed record RunInfosReply
{
    public List<RunInfosItem>? Runs { get; init; }

    public string? NextPageToken { get; init; }
}
