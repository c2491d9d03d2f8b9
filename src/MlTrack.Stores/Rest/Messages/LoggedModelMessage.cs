namespace MlTrack.Stores.Rest.Messages;

/// <summary>A logged model as a server has it.</summary>
internal sealed record LoggedModelMessage
{
    public LoggedModelInfoMessage? Info { get; init; }
}
