namespace MlTrack.Stores.Rest.Messages;

/// <summary>A run of which only the attributes are read.</summary>
internal sealed record RunInfosItem
{
    public RunInfoMessage? Info { get; init; }
}
