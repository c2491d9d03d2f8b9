using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>JSON on one line, with blanks behind commas and colons as Python's json.dumps writes it.</summary>
internal static class JsonLine
{
    /// <summary>Writes a node.</summary>
    public static string Of(JsonNode? node)
    {
        StringBuilder text = new();
        Write(text, node);
        return text.ToString();
    }

    /// <summary>Reads JSON that a user gave.</summary>
    /// <param name="json">The text.</param>
    /// <param name="what">What it is, for the message: 'The signature'.</param>
    public static JsonNode? Parse(string json, string what)
    {
        try
        {
            JsonNode? node = JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = 100 });

            // A key that is there twice shows only when it is looked at.
            _ = Of(node);
            return node;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Value, $"{what} can't be read as JSON: {MlText.Show(json)}.", json, exception);
        }
    }

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject mapping:
                text.Append('{');
                string separator = "";
                foreach ((string key, JsonNode? value) in mapping)
                {
                    text.Append(separator).Append(PlainJson.Quote(key)).Append(": ");
                    Write(text, value);
                    separator = ", ";
                }

                text.Append('}');
                break;
            case JsonArray list:
                text.Append('[');
                for (int i = 0; i < list.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    Write(text, list[i]);
                }

                text.Append(']');
                break;
            default:
                text.Append(node is null ? "null" : PythonNumbers.Write(node, "NaN", "Infinity") ?? node.ToJsonString());
                break;
        }
    }
}
