using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>
/// What MLflow's infer_signature says of values of a table, in the words of a signature. Where it gives up, the type is any: values of
/// several kinds, empty lists, nothing at all.
/// </summary>
internal static class ExampleTypes
{
    /// <summary>The type of a column.</summary>
    /// <param name="values">Its values.</param>
    /// <param name="declared">The type that the table itself says; null if it says none.</param>
    /// <returns>The spec, without a name.</returns>
    public static JsonObject OfColumn(IReadOnlyList<object?> values, Type? declared)
    {
        JsonObject spec = Of(values);
        if ((string?)spec["type"] == "any" && declared is not null && values.All(value => value is null))
        {
            spec["type"] = Declared(declared);
        }

        // Whole numbers of Python know no gap.
        if ((string?)spec["type"] is "long" or "integer" && values.Contains(null))
        {
            spec["type"] = "double";
        }

        return spec;
    }

    /// <summary>Whether a value is there, as pandas sees it.</summary>
    /// <param name="value">The value.</param>
    public static bool IsMissing(object? value) => value is null or double.NaN or float.NaN;

    private static JsonObject Of(IEnumerable<object?> values)
    {
        List<object> present = [.. values.OfType<object>()];
        if (present.Count == 0)
        {
            return Word("any");
        }

        if (present.TrueForAll(value => value is List<object?>))
        {
            JsonObject items = Of(present.SelectMany(value => (List<object?>)value));
            return (string?)items["type"] == "any" ? items : new JsonObject { ["type"] = "array", ["items"] = items };
        }

        return present.TrueForAll(value => value is ExampleObject) ? OfObjects([.. present.Cast<ExampleObject>()]) : Word(Simple(present));
    }

    private static JsonObject OfObjects(List<ExampleObject> objects)
    {
        JsonObject properties = [];
        foreach (string name in objects.SelectMany(item => item.Names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            List<object?> values = objects.ConvertAll(item => item[name]);
            JsonObject property = Of(values);
            property["required"] = !values.Contains(null);
            properties[name] = property;
        }

        return properties.Count == 0 ? Word("any") : new JsonObject { ["type"] = "object", ["properties"] = properties };
    }

    private static string Simple(List<object> values) =>
        values.TrueForAll(value => value is bool) ? "boolean"
        : values.TrueForAll(value => value is int or short or sbyte or byte or ushort) ? "integer"
        : values.TrueForAll(value => value is int or short or sbyte or byte or ushort or uint or long or ulong) ? "long"
        : values.TrueForAll(value => value is float) ? "float"
        : values.TrueForAll(value => value is not bool && value.GetType().IsPrimitive) ? "double"
        : values.TrueForAll(value => value is string) ? "string"
        : values.TrueForAll(value => value is DateTime) ? "datetime"
        : values.TrueForAll(value => value is byte[]) ? "binary"
        : "any";

    private static string Declared(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "boolean",
        TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 => "integer",
        TypeCode.UInt32 or TypeCode.Int64 or TypeCode.UInt64 => "long",
        TypeCode.Single => "float",
        TypeCode.Double or TypeCode.Decimal => "double",
        TypeCode.DateTime => "datetime",
        TypeCode.String or TypeCode.Char => "string",
        _ => type == typeof(byte[]) ? "binary"
            : type == typeof(DateTimeOffset) || type == typeof(DateOnly) ? "datetime"
            : type == typeof(Guid) || type == typeof(TimeSpan) ? "string"
            : "any",
    };

    private static JsonObject Word(string type) => new() { ["type"] = type };
}
