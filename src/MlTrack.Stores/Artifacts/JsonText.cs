using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlTrack.Stores;

/// <summary>JSON as MLflow's log_dict lays it out: indented by 2, lines ended by LF.</summary>
internal static class JsonText
{
    private const int Depth = 1000;

    /// <summary>Lays a JSON text out again; numbers and the order of keys stay as they are.</summary>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: the text is no JSON.</exception>
    public static string Indent(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Depth });
            ArrayBufferWriter<byte> buffer = new();
            JsonWriterOptions options = new() { Indented = true, MaxDepth = Depth, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
            using (Utf8JsonWriter writer = new(buffer, options))
            {
                document.RootElement.WriteTo(writer);
            }

            // The writer breaks lines as the system does; in a string a line break is always escaped.
            return Encoding.UTF8.GetString(buffer.WrittenSpan).Replace("\r\n", "\n", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Value,
                $"{MlText.Show(json)} is no JSON: {exception.Message.Split('\n')[0]}", json, exception);
        }
    }
}
