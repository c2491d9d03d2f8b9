using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>The file <c>MLmodel</c> of a model's folder: its keys, and what they mean.</summary>
internal static class ModelFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "MLmodel";

    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.ffffff";

    /// <summary>Makes an object of what was read.</summary>
    /// <param name="file">The file's content.</param>
    /// <param name="uri">The folder's URI.</param>
    /// <param name="storeKey">The store that it came from.</param>
    /// <returns>The description.</returns>
    public static MlModelInfo ToInfo(JsonObject file, string uri, string? storeKey) => new()
    {
        ModelUri = uri,
        RunId = Text(file, "run_id"),
        ArtifactPath = Text(file, "artifact_path"),
        Flavors = Table(file["flavors"]),
        Signature = file["signature"] is JsonObject signature
            ? new MlModelSignature { Inputs = Text(signature, "inputs"), Outputs = Text(signature, "outputs"), Params = Text(signature, "params") }
            : null,
        Metadata = Table(file["metadata"]),
        InputExample = Table(file["saved_input_example_info"]),
        ModelUuid = Text(file, "model_uuid"),
        ModelId = Text(file, "model_id"),
        UtcTimeCreated = Time(Text(file, "utc_time_created")),
        MlflowVersion = Text(file, "mlflow_version"),
        ModelSizeBytes = file["model_size_bytes"] is JsonValue size && size.TryGetValue(out long bytes) ? bytes : null,
        StoreKey = storeKey,
    };

    /// <summary>A time as MLflow writes it.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The text.</returns>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null;

    private static string? Text(JsonObject owner, string key) => owner[key] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonNode other => other.ToJsonString(),
    };

    private static ReadOnlyDictionary<string, object?> Table(JsonNode? node) => node is JsonObject mapping
        ? new(mapping.ToDictionary(pair => pair.Key, pair => Plain(pair.Value), StringComparer.Ordinal))
        : ReadOnlyDictionary<string, object?>.Empty;

    private static object? Plain(JsonNode? node) => node switch
    {
        null => null,
        JsonObject => Table(node),
        JsonArray list => list.Select(Plain).ToArray(),
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonValue value when value.TryGetValue(out bool truth) => truth,
        JsonValue value when value.TryGetValue(out long whole) => whole,
        JsonValue value when value.TryGetValue(out double real) => real,
        _ => node.ToJsonString(),
    };
}
