using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlTrack.Input;

/// <summary>Reads a signature as scripts give it: an object or JSON with inputs, outputs and params.</summary>
internal static class SignatureInput
{
    private const string Hint = "Give inputs, outputs or params, each a list such as @(@{ type = 'double'; name = 'x' }).";

    private static readonly HashSet<string> s_parts = new(StringComparer.Ordinal) { "inputs", "outputs", "params" };
    private static readonly HashSet<string> s_keys = new(StringComparer.Ordinal)
    {
        "type", "name", "required", "tensor-spec", "dtype", "shape", "items", "values", "properties", "default",
    };

    /// <summary>Reads a signature. Keys of objects may have capitals, as properties in PowerShell do; JSON is taken as it stands.</summary>
    /// <param name="given">The signature.</param>
    /// <returns>Its parts as JSON.</returns>
    public static MlModelSignature Read(object? given)
    {
        object? bare = PipedReader.Unwrap(given);
        if (bare is MlModelSignature known)
        {
            return known;
        }

        string text = ObjectJson.Write(given);
        JsonObject parts = Parse(text) as JsonObject
            ?? throw MlErrors.InvalidValue($"-Signature must be an object: {MlText.Show(text)}. {Hint}", given);
        if (bare is not string)
        {
            Lower(parts, s_parts);
            foreach (JsonNode? part in parts.Select(pair => pair.Value))
            {
                LowerSpec(part);
            }
        }

        return parts.Select(pair => pair.Key).FirstOrDefault(key => !s_parts.Contains(key)) is { } unknown
            ? throw MlErrors.InvalidValue($"-Signature has {MlText.Show(unknown)}, which isn't known. {Hint}", given)
            : new MlModelSignature { Inputs = Part(parts, "inputs"), Outputs = Part(parts, "outputs"), Params = Part(parts, "params") };
    }

    private static string? Part(JsonObject parts, string name) => parts[name] switch
    {
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonNode part => part.ToJsonString(),
        null => null,
    };

    private static JsonNode? Parse(string text)
    {
        try
        {
            JsonNode? node = JsonNode.Parse(text, null, new JsonDocumentOptions { MaxDepth = 200 });

            // A key that is there twice shows only when it is looked at.
            _ = (node as JsonObject)?.Count;
            return node;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Value, $"-Signature is no JSON: {MlText.Show(text)}. {Hint}", text, exception);
        }
    }

    private static void LowerSpec(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode? item in list)
            {
                LowerSpec(item);
            }
        }
        else if (node is JsonObject spec)
        {
            Lower(spec, s_keys);
            LowerSpec(spec["tensor-spec"]);
            LowerSpec(spec["items"]);
            LowerSpec(spec["values"]);

            // The names of properties are the user's.
            foreach (JsonNode? property in (spec["properties"] as JsonObject ?? []).Select(pair => pair.Value))
            {
                LowerSpec(property);
            }
        }
    }

    private static void Lower(JsonObject item, HashSet<string> known)
    {
        foreach ((string key, JsonNode? value) in item.ToList())
        {
            string lower = key.ToLowerInvariant();
            if (lower == key || !known.Contains(lower))
            {
                continue;
            }

            if (item.ContainsKey(lower))
            {
                throw MlErrors.InvalidValue($"-Signature has {MlText.Show(lower)} twice, but for the case. Leave one out.", key);
            }

            item.Remove(key);
            item[lower] = value;
        }
    }
}
