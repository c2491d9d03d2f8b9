using System.Globalization;
using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>A column of an input example that is a table.</summary>
internal sealed class ExampleColumn
{
    /// <summary>Makes a column.</summary>
    /// <param name="name">The name.</param>
    /// <param name="values">Its values.</param>
    /// <param name="declared">The type that the table itself says; null if it says none.</param>
    public ExampleColumn(string name, IReadOnlyList<object?> values, Type? declared = null)
    {
        Name = name;
        JsonObject spec = ExampleTypes.OfColumn(values, declared);
        string type = (string)spec["type"]!;
        spec["name"] = name;
        spec["required"] = !values.Any(ExampleTypes.IsMissing);
        Spec = spec;
        Cells = type switch
        {
            "datetime" => Times(values),
            "double" => [.. values.Select(value => value is null ? null : (object)Convert.ToDouble(value, CultureInfo.InvariantCulture))],
            _ => values,
        };
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>What the signature says of it.</summary>
    public JsonObject Spec { get; }

    /// <summary>The values as they are written, one a row.</summary>
    public IReadOnlyList<object?> Cells { get; }

    // pandas takes the first time's form for that of all.
    private static List<object?> Times(IReadOnlyList<object?> values)
    {
        string format = ExampleText.TimeFormat(values.OfType<DateTime>());
        return [.. values.Select(value => value is DateTime time ? time.ToString(format, CultureInfo.InvariantCulture) : null)];
    }
}
