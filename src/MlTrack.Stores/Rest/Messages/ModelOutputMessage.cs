using System.Text.Json.Serialization;

namespace MlTrack.Stores.Rest.Messages;

/// <summary>A logged model as the output of a run.</summary>
internal sealed record ModelOutputMessage
{
    [JsonConverter(typeof(NameConverter))]
    public string ModelId { get; set; } = "";

    public long Step { get; init; }
}
