using System.Text.Encodings.Web;
using System.Text.Json;

namespace MlTrack.Stores.Rest.Messages;

/// <summary>The messages as they go over the wire: every letter as itself, so that bodies stay small. No browser takes them for a page.</summary>
internal static class RestWire
{
    public static RestJson Json { get; } = new(
        new JsonSerializerOptions(RestJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
