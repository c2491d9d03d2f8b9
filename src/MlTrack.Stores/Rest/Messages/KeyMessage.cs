using System.Text.Json.Serialization;

namespace MlTrack.Stores.Rest.Messages;

/// <summary>The key of a metric, param or tag; its value is skipped.</summary>
internal sealed record KeyMessage
{
    [JsonConverter(typeof(NameConverter))]
    public string Key { get; set; } = "";
}
