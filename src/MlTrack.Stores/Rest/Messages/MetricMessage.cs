using System.Text.Json.Serialization;

namespace MlTrack.Stores.Rest.Messages;

/// <summary>A metric point.</summary>
internal sealed record MetricMessage
{
    [JsonConverter(typeof(NameConverter))]
    public string Key { get; set; } = "";

    public double Value { get; init; }

    public long Timestamp { get; init; }

    public long Step { get; init; }
}
