using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlTrack.Stores.Rest.Messages;

/// <summary>Texts that are always there: null is the empty one.</summary>
/// <remarks>Their properties have a set: to an absent one with an init, the generated code gives null in place of its own value.</remarks>
internal sealed class NameConverter : JsonConverter<string>
{
    private static readonly TextConverter s_text = new();

    public override bool HandleNull => true;

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? "" : s_text.Read(ref reader, typeToConvert, options)!;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => s_text.Write(writer, value, options);
}
