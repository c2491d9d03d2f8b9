namespace MlTrack.Stores.Rest.Messages;

/// <summary>One logged model.</summary>
internal sealed record LoggedModelReply
{
    public LoggedModelMessage? Model { get; init; }
}
