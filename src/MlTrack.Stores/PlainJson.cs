using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlTrack.Stores;

/// <summary>Texts and lists of texts as JSON, by generated code: a trimmed program has no other.</summary>
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(IEnumerable<string>))]
internal sealed partial class PlainJson : JsonSerializerContext
{
    private static readonly PlainJson s_relaxed = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>A text in quotes.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text, Default.String);

    /// <summary>An array of texts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="isRelaxed">Whether only what JSON itself demands is escaped.</param>
    public static string Array(IEnumerable<string> texts, bool isRelaxed = false) =>
        JsonSerializer.Serialize(texts, (isRelaxed ? s_relaxed : Default).IEnumerableString);

    /// <summary>Reads an array of texts.</summary>
    public static string[]? ReadArray(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, Default.StringArray);
}
