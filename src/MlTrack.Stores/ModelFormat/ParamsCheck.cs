using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static MlTrack.Stores.ModelFormat.SignatureReader;

namespace MlTrack.Stores.ModelFormat;

/// <summary>Checks the params of a signature by the rules of MLflow's ParamSchema: a default must be of its param's type.</summary>
internal static partial class ParamsCheck
{
    private const string Example = "{\"name\": \"alpha\", \"type\": \"double\", \"default\": 0.5}";

    /// <summary>Checks a list of params.</summary>
    /// <param name="node">The list.</param>
    public static void Check(JsonNode? node)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((string at, JsonObject param) in Items("params", node, Example))
        {
            string name = Name(at, param) ?? throw Bad(at, $"has no name. Give it as in {Example}.", param);
            if (!names.Add(name))
            {
                throw Bad(at, $"has the name {MlText.Show(name)} again. Give each param its own.", param);
            }

            CheckParam(at, param);
        }
    }

    private static void CheckParam(string at, JsonObject param)
    {
        JsonObject typed = (JsonObject)param.DeepClone();

        // What MLflow wrote in earlier versions.
        if (typed["type"] is null && typed["dtype"] is { } older)
        {
            typed.Remove("dtype");
            typed["type"] = older.DeepClone();
        }

        string? type = Text(typed, "type");
        if (type is not ("object" or "boolean" or "integer" or "long" or "float" or "double" or "string" or "datetime"))
        {
            throw Bad(at, $"has the type {Show(typed["type"])}. Give boolean, integer, long, float, double, string, datetime or object.", param);
        }

        SchemaCheck.CheckType(at, typed, "name", "default", "shape");
        if (!param.ContainsKey("default"))
        {
            throw Bad(at, "has no default. Give one, or null.", param);
        }

        JsonNode? value = typed["default"];
        bool fits = typed["shape"] switch
        {
            null => type == "object" ? value is JsonObject given && Fits(given, typed) : value is null || Fits(value, typed),
            JsonArray { Count: 1 } shape when shape[0] is JsonValue size && size.TryGetValue(out long free) && free == -1 =>
                type != "object" && value is JsonArray list && list.All(item => item is null || Fits(item, typed)),
            _ => throw Bad(at, $"has the shape {Show(typed["shape"])}. Give null for one value, or [-1] for a list.", param),
        };
        if (!fits)
        {
            string wanted = typed["shape"] is null ? $"a value of type {type}" : $"a list of values of type {type}";
            throw Bad(at, $"has the default {Show(value)}, which isn't {wanted}. Change the one or the other.", param);
        }
    }

    private static bool Fits(JsonNode? value, JsonObject type)
    {
        JsonValueKind kind = value?.GetValueKind() ?? JsonValueKind.Null;
        return Text(type, "type") switch
        {
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" or "long" => kind == JsonValueKind.Number && IsWhole(value!),
            "float" or "double" => kind == JsonValueKind.Number,
            "string" => kind == JsonValueKind.String,
            "datetime" => kind == JsonValueKind.String && IsTime(value!.GetValue<string>()),
            "binary" => kind == JsonValueKind.String,
            "array" => value is JsonArray list && list.All(item => Fits(item, (JsonObject)type["items"]!)),
            "map" => value is JsonObject map && map.All(pair => Fits(pair.Value, (JsonObject)type["values"]!)),
            "object" => value is JsonObject given && HasProperties(given, (JsonObject)type["properties"]!),
            _ => true,
        };
    }

    private static bool HasProperties(JsonObject given, JsonObject properties) =>
        given.All(pair => properties.ContainsKey(pair.Key))
        && properties.All(pair => given[pair.Key] is { } value
            ? Fits(value, (JsonObject)pair.Value!)
            : pair.Value!["required"] is JsonValue required && !required.GetValue<bool>());

    private static bool IsWhole(JsonNode value) => value.ToJsonString().AsSpan().IndexOfAny('.', 'e', 'E') < 0;

    // As numpy's datetime64 reads it; a fraction of more than six digits becomes a number there.
    private static bool IsTime(string text) => Time().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
