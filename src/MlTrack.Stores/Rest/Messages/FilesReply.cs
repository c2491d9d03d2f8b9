namespace MlTrack.Stores.Rest.Messages;

/// <summary>What a folder of artifacts holds.</summary>
internal sealed record FilesReply
{
    public List<FileMessage>? Files { get; init; }
}
