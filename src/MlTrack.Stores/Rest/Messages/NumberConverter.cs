using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlTrack.Stores.Rest.Messages;

/// <summary>
/// Metrics' values. NaN and infinities travel as texts; servers answer with numbers or texts. A negative zero keeps its sign on its way,
/// which Python's reader takes from a number with a decimal point only.
/// </summary>
internal sealed class NumberConverter : JsonConverter<double>
{
    public override bool HandleNull => true;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetDouble(),
        JsonTokenType.String when MlNumber.TryParse(reader.GetString(), out double value) => value,
        JsonTokenType.Null => 0,
        _ => throw new JsonException("A number is missing."),
    };

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (!double.IsFinite(value))
        {
            writer.WriteStringValue(MlNumber.Format(value));
        }
        else if (value == 0 && double.IsNegative(value))
        {
            writer.WriteRawValue("-0.0", skipInputValidation: true);
        }
        else
        {
            writer.WriteNumberValue(value);
        }
    }
}
