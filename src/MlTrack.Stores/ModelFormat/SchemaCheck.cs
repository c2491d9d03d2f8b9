using System.Text.Json;
using System.Text.Json.Nodes;
using static MlTrack.Stores.ModelFormat.SignatureReader;

namespace MlTrack.Stores.ModelFormat;

/// <summary>
/// Checks the inputs or outputs of a signature by the rules of MLflow's Schema, so that no model is stored that MLflow can't load.
/// </summary>
internal static class SchemaCheck
{
    /// <summary>The types of values.</summary>
    public static readonly IReadOnlyList<string> Simple = ["boolean", "integer", "long", "float", "double", "string", "binary", "datetime"];

    private const string Example = "{\"type\": \"double\", \"name\": \"x\"}";
    private const string TensorExample = "{\"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"float32\", \"shape\": [-1, 4]}}";

    private static readonly HashSet<string> s_dtypes = new(StringComparer.Ordinal)
    {
        "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64", "complex64",
        "complex128", "str", "bytes", "object", "datetime64", "datetime64[ns]", "timedelta64", "timedelta64[ns]", "int", "float", "complex",
    };

    /// <summary>Checks a list of specs.</summary>
    /// <param name="part">inputs or outputs.</param>
    /// <param name="node">The list.</param>
    public static void Check(string part, JsonNode? node)
    {
        List<(string At, JsonObject Item)> specs = [.. Items(part, node, Example)];
        if (specs.Count == 0)
        {
            throw Bad(part, $"are an empty list. Give specs such as {Example}, or leave it out.", node);
        }

        specs.ForEach(spec => CheckSpec(spec.At, spec.Item));
        List<string> names = [.. specs.Select(spec => Name(spec.At, spec.Item)).OfType<string>()];
        int tensors = specs.Count(spec => Text(spec.Item, "type") == "tensor");
        if (tensors > 0 && tensors < specs.Count)
        {
            throw Bad(part, "mix tensors and columns. Give one kind of them.", node);
        }

        if (names.Count > 0 && names.Count < specs.Count)
        {
            throw Bad(part, "mix specs with a name and without. Name all of them, or none.", node);
        }

        if (names.Count == 0 && tensors > 1)
        {
            throw Bad(part, "have several tensors without a name. Name all of them.", node);
        }

        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { Key: string twice })
        {
            throw Bad(part, $"have the name {MlText.Show(twice)} twice. Give each spec its own.", node);
        }

        if (names.Count == 0 && specs.Find(spec => spec.Item["required"] is JsonValue given && !given.GetValue<bool>()) is { At: string at })
        {
            throw Bad(at, "is not required and has no name. Name all specs, or make all of them required.", node);
        }
    }

    /// <summary>Checks a type: a word, or one that is made of others.</summary>
    /// <param name="at">Where.</param>
    /// <param name="item">The object that has it.</param>
    /// <param name="others">Keys that it may have besides.</param>
    public static void CheckType(string at, JsonObject item, params string[] others)
    {
        string? type = Text(item, "type");
        switch (type)
        {
            case "array":
                Keys(at, item, ["type", "items", .. others]);
                CheckType(at + ".items", Part(at, item, "items", "{\"type\": \"long\"}"));
                break;
            case "map":
                Keys(at, item, ["type", "values", .. others]);
                CheckType(at + ".values", Part(at, item, "values", "{\"type\": \"long\"}"));
                break;
            case "object":
                Keys(at, item, ["type", "properties", .. others]);
                CheckProperties(at, Part(at, item, "properties", "{\"x\": {\"type\": \"long\"}}"));
                break;
            case "any" or "sparkml_vector":
                Keys(at, item, ["type", .. others]);
                break;
            case not null when Simple.Contains(type):
                Keys(at, item, ["type", .. others]);
                break;
            default:
                throw Bad(
                    at, $"has the type {Show(item["type"])}. Give {string.Join(", ", Simple)}, object, array, map, any, or for all specs tensor.",
                    item);
        }
    }

    private static void CheckProperties(string at, JsonObject properties)
    {
        if (properties.Count == 0)
        {
            throw Bad(at + ".properties", "is empty. Give each property's name and type.", properties);
        }

        foreach ((string name, JsonNode? property) in properties)
        {
            string place = $"{at}.properties.{name}";
            JsonObject spec = property as JsonObject ?? throw Bad(place, "must be an object such as {\"type\": \"long\"}.", property);
            CheckType(place, spec, "required");
            CheckRequired(place, spec);
        }
    }

    private static void CheckSpec(string at, JsonObject spec)
    {
        if (Text(spec, "type") == "tensor")
        {
            Keys(at, spec, "type", "name", "tensor-spec", "required");
            CheckTensor(at, spec);
        }
        else
        {
            CheckType(at, spec, "name", "required");
        }

        CheckRequired(at, spec);
        Name(at, spec);
    }

    private static void CheckTensor(string at, JsonObject spec)
    {
        if (spec["tensor-spec"] is not JsonObject tensor)
        {
            throw Bad(at, $"is a tensor without tensor-spec. Give it as in {TensorExample}.", spec);
        }

        string place = at + ".tensor-spec";
        Keys(place, tensor, "dtype", "shape");
        if (Text(tensor, "dtype") is not { } dtype || !s_dtypes.Contains(dtype))
        {
            throw Bad(place, $"has the dtype {Show(tensor["dtype"])}. Give numpy's word, such as float32, int64 or str.", tensor);
        }

        if (tensor["shape"] is not JsonArray shape || !shape.All(IsDimension))
        {
            throw Bad(place, $"has the shape {Show(tensor["shape"])}. Give a list of whole numbers, -1 for what is free, such as [-1, 4].", tensor);
        }
    }

    private static bool IsDimension(JsonNode? node) => node is JsonValue value && value.TryGetValue(out long size) && size >= -1;

    private static void CheckRequired(string at, JsonObject spec)
    {
        if (spec.ContainsKey("required") && spec["required"]?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw Bad(at, $"has required {Show(spec["required"])}. Give true or false.", spec);
        }
    }

    private static JsonObject Part(string at, JsonObject item, string key, string example) => item[key] as JsonObject
        ?? throw Bad(at, $"is of type {Text(item, "type")} and needs {key} such as {example}.", item);
}
