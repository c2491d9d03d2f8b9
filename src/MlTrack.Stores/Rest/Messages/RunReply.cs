namespace MlTrack.Stores.Rest.Messages;

/// <summary>One run.</summary>
internal sealed record RunReply
{
    public RunMessage? Run { get; init; }
}
