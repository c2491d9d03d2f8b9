using System.Text.Json.Serialization;

namespace MlTrack.Stores.Rest.Messages;

/// <summary>A param or tag.</summary>
internal sealed record PairMessage
{
    [JsonConverter(typeof(NameConverter))]
    public string Key { get; set; } = "";

    [JsonConverter(typeof(NameConverter))]
    public string Value { get; set; } = "";

    public static PairMessage Of(KeyValuePair<string, string> pair) => new() { Key = pair.Key, Value = pair.Value };
}
