using System.Text.Json.Serialization;

namespace MlTrack.Stores.Rest.Messages;

/// <summary>A param or tag.</summary>
internal sealed record PairMessage
{
    [JsonConverter(typeof(NameConverter))]
    public string Key { get; init; } = "";

    [JsonConverter(typeof(NameConverter))]
    public string Value { get; init; } = "";

    public static PairMessage Of(KeyValuePair<string, string> pair) => new() { Key = pair.Key, Value = pair.Value };
}
