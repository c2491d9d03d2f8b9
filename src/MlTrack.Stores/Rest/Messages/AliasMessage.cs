using System.Text.Json.Serialization;

namespace MlTrack.Stores.Rest.Messages;

/// <summary>An alias of a model, and the version that it points to.</summary>
internal sealed record AliasMessage
{
    [JsonConverter(typeof(NameConverter))]
    public string Alias { get; set; } = "";

    public long Version { get; init; }
}
