using System.Text.Json.Serialization;

namespace MlTrack.Stores.Rest.Messages;

/// <summary>A file or folder; the size of an empty file is absent.</summary>
internal sealed record FileMessage
{
    [JsonConverter(typeof(NameConverter))]
    public string Path { get; set; } = "";

    public bool IsDir { get; init; }

    public long FileSize { get; init; }
}
