namespace MlTrack.Stores.Rest.Messages;

/// <summary>A page of logged models.</summary>
internal sealed record LoggedModelsReply
{
    public List<LoggedModelMessage>? Models { get; init; }

    public string? NextPageToken { get; init; }
}
