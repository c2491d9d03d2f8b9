using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlTrack.Stores.Rest.Messages;

/// <summary>Times and steps of 64 bits, which come as numbers or texts.</summary>
internal sealed class WholeConverter : JsonConverter<long>
{
    public override bool HandleNull => true;

    public override long Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out long value) => value,
        JsonTokenType.Number => (long)reader.GetDouble(),
        JsonTokenType.String when long.TryParse(
            reader.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) => value,
        JsonTokenType.Null => 0,
        _ => throw new JsonException("A whole number is missing."),
    };

    public override void Write(Utf8JsonWriter writer, long value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
}
