using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>Signatures as users give them, and as they show in an example.</summary>
internal static class ModelSignatures
{
    private static readonly HashSet<string> s_types = new(StringComparer.Ordinal)
    {
        "boolean", "integer", "long", "float", "double", "string", "binary", "datetime", "object", "array", "map", "any", "tensor",
        "sparkml_vector",
    };

    /// <summary>Checks a signature and brings its parts into MLflow's form.</summary>
    /// <param name="signature">The signature as given.</param>
    /// <returns>The same, each part as JSON text on one line.</returns>
    public static MlModelSignature Check(MlModelSignature signature) => new()
    {
        Inputs = Part("inputs", signature.Inputs),
        Outputs = Part("outputs", signature.Outputs),
        Params = Part("params", signature.Params),
    };

    /// <summary>The signature's inputs by an example; null where the example is no table and no list of numbers.</summary>
    /// <param name="example">The example.</param>
    /// <returns>The signature.</returns>
    public static MlModelSignature? Infer(InputExample example)
    {
        if (example.Columns is { } columns)
        {
            JsonArray specs = [];
            for (int i = 0; i < columns.Count; i++)
            {
                List<JsonNode?> values = [.. example.Rows.Select(row => i < row.Count ? row[i] : null)];
                specs.Add(new JsonObject
                {
                    ["type"] = TypeOf(values),
                    ["name"] = columns[i],
                    ["required"] = values.TrueForAll(value => value is not null),
                });
            }

            return new MlModelSignature { Inputs = JsonLine.Of(specs) };
        }

        JsonArray? shape = ShapeOf(example.Tensor);
        return shape is null
            ? null
            : new MlModelSignature
            {
                Inputs = JsonLine.Of(new JsonArray(new JsonObject
                {
                    ["type"] = "tensor",
                    ["tensor-spec"] = new JsonObject { ["dtype"] = IsWhole(example.Tensor) ? "int64" : "float64", ["shape"] = shape },
                })),
            };
    }

    private static string? Part(string part, string? json)
    {
        if (json is null)
        {
            return null;
        }

        JsonNode? node = JsonLine.Parse(json, $"The signature's {part}");
        if (node is not JsonArray specs || !specs.All(IsSpec))
        {
            throw MlErrors.InvalidValue(
                $"The signature's {part} must be a list of specs such as {{\"type\": \"double\", \"name\": \"x\"}}, with the types "
                + $"{string.Join(", ", s_types.Take(9))} or tensor: {MlText.Show(json)}.", json);
        }

        return JsonLine.Of(node);
    }

    private static bool IsSpec(JsonNode? spec) => spec is JsonObject item && item["type"] is JsonValue type
        && type.TryGetValue(out string? word) && s_types.Contains(word);

    private static string TypeOf(List<JsonNode?> values)
    {
        List<JsonNode> present = [.. values.OfType<JsonNode>()];
        return present.Count == 0 ? "string"
            : present.TrueForAll(value => value is JsonValue v && v.TryGetValue(out bool _)) ? "boolean"
            : present.TrueForAll(IsWhole) ? (present.Count == values.Count ? "long" : "double")
            : present.TrueForAll(value => value is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.Number) ? "double"
            : "string";
    }

    private static bool IsWhole(JsonNode? node) => node switch
    {
        JsonArray list => list.All(IsWhole),
        JsonValue value => value.GetValueKind() == System.Text.Json.JsonValueKind.Number && long.TryParse(
            value.ToJsonString(), System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    private static JsonArray? ShapeOf(JsonNode? tensor)
    {
        JsonArray shape = [];
        for (JsonNode? node = tensor; node is JsonArray list && list.Count > 0; node = list[0])
        {
            shape.Add(shape.Count == 0 ? -1 : list.Count);
        }

        return shape.Count == 0 ? null : shape;
    }
}
