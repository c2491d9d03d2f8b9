using System.Text;
using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>
/// NaN, Infinity and -Infinity in JSON, where Python's json writes and reads them and the standard has none: examples of tables with gaps
/// hold them. While the text is parsed, numbers stand for them that nobody writes.
/// </summary>
internal static class PythonNumbers
{
    private const string NotANumber = "-0e-999999999";
    private const string Infinity = "1e999999999";

    /// <summary>Makes standard JSON of Python's; what is no JSON in either stays as it is.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The same text where it holds no such word outside of strings.</returns>
    public static string ToJson(string json)
    {
        if (!json.Contains("NaN", StringComparison.Ordinal) && !json.Contains(nameof(Infinity), StringComparison.Ordinal))
        {
            return json;
        }

        StringBuilder text = new(json.Length);
        bool isString = false;
        for (int i = 0; i < json.Length; i++)
        {
            char c = json[i];
            if (isString && c == '\\' && i + 1 < json.Length)
            {
                text.Append(c).Append(json[++i]);
                continue;
            }

            isString ^= c == '"';
            if (!isString && IsAt(json, i, "NaN"))
            {
                text.Append(NotANumber);
                i += "NaN".Length - 1;
            }
            else if (!isString && IsAt(json, i, nameof(Infinity)))
            {
                text.Append(Infinity);
                i += nameof(Infinity).Length - 1;
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    /// <summary>The number that stood there before <see cref="ToJson"/>.</summary>
    /// <param name="number">A number as it stands in the JSON.</param>
    /// <returns>NaN or an infinity; null for any other number.</returns>
    public static double? Read(string number) => number switch
    {
        NotANumber => double.NaN,
        Infinity => double.PositiveInfinity,
        "-" + Infinity => double.NegativeInfinity,
        _ => null,
    };

    /// <summary>A number that JSON has no word for.</summary>
    /// <param name="node">A value.</param>
    /// <param name="notANumber">The word for NaN.</param>
    /// <param name="infinity">The word for infinity.</param>
    /// <returns>The word for it; null for every other value.</returns>
    public static string? Write(JsonNode node, string notANumber, string infinity) =>
        node is not JsonValue value || !value.TryGetValue(out double number) || double.IsFinite(number) ? null
        : double.IsNaN(number) ? notANumber
        : number > 0 ? infinity
        : "-" + infinity;

    // A whole word behind a bracket, a comma or a colon; '-NaN' is none in Python either.
    private static bool IsAt(string json, int at, string word) =>
        string.CompareOrdinal(json, at, word, 0, word.Length) == 0
        && (at == 0 || !(char.IsAsciiLetterOrDigit(json[at - 1]) || (word == "NaN" && json[at - 1] == '-')))
        && (at + word.Length == json.Length || !char.IsAsciiLetterOrDigit(json[at + word.Length]));
}
