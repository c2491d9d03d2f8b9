using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>An example of a model's input: a table, or numbers in any shape.</summary>
internal sealed class InputExample
{
    private InputExample()
    {
    }

    /// <summary>The columns of a table; null for a tensor.</summary>
    public IReadOnlyList<string>? Columns { get; private init; }

    /// <summary>The rows of a table.</summary>
    public IReadOnlyList<JsonArray> Rows { get; private init; } = [];

    /// <summary>The numbers of a tensor; null for a table.</summary>
    public JsonNode? Tensor { get; private init; }

    /// <summary>What is kept in <c>input_example.json</c>.</summary>
    public string Text => JsonLine.Of(Columns is null ? Tensor!.DeepClone() : Split());

    /// <summary>What is kept in <c>serving_input_example.json</c>: what a scoring server takes.</summary>
    public string ServingText => JsonText.Indent(JsonLine.Of(new JsonObject
    {
        [Columns is null ? "inputs" : "dataframe_split"] = Columns is null ? Tensor!.DeepClone() : Split(),
    }));

    /// <summary>What <c>MLmodel</c> says of it.</summary>
    public JsonObject Info
    {
        get
        {
            JsonObject info = new()
            {
                ["artifact_path"] = "input_example.json",
                ["serving_input_path"] = "serving_input_example.json",
                ["type"] = Columns is null ? "ndarray" : "dataframe",
            };
            info[Columns is null ? "format" : "pandas_orient"] = Columns is null ? "tf-serving" : "split";
            return info;
        }
    }

    /// <summary>Reads an example.</summary>
    /// <param name="json">
    /// JSON: an object or a list of objects (rows), an object with <c>columns</c> and <c>data</c>, or lists of numbers.
    /// </param>
    /// <returns>The example.</returns>
    public static InputExample Parse(string json)
    {
        JsonNode? node = JsonLine.Parse(json, "The input example");
        return node switch
        {
            JsonObject table when table["columns"] is JsonArray columns && table["data"] is JsonArray data => new InputExample
            {
                Columns = [.. columns.Select(column => column?.ToString() ?? "")],
                Rows = [.. data.Select(row => row as JsonArray ?? throw Bad(json))],
            },
            JsonObject row => OfRows([row]),
            JsonArray rows when rows.Count > 0 && rows.All(row => row is JsonObject) => OfRows([.. rows.Cast<JsonObject>()]),
            JsonArray numbers when numbers.Count > 0 && IsNumeric(numbers) => new InputExample { Tensor = numbers },
            _ => throw Bad(json),
        };
    }

    private static InputExample OfRows(IReadOnlyList<JsonObject> rows)
    {
        List<string> columns = [.. rows.SelectMany(row => row.Select(pair => pair.Key)).Distinct(StringComparer.Ordinal)];
        return new InputExample
        {
            Columns = columns,
            Rows = [.. rows.Select(row => new JsonArray([.. columns.Select(column => row[column]?.DeepClone())]))],
        };
    }

    private JsonObject Split() => new()
    {
        ["columns"] = new JsonArray([.. Columns!.Select(column => (JsonNode)column)]),
        ["data"] = new JsonArray([.. Rows.Select(row => row.DeepClone())]),
    };

    private static bool IsNumeric(JsonNode? node) => node switch
    {
        JsonArray list => list.All(IsNumeric),
        JsonValue value => value.GetValueKind() is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False,
        _ => false,
    };

    private static MlException Bad(string json) => MlErrors.InvalidValue(
        $"The input example must be rows with the same columns, or lists of numbers: {MlText.Show(json)}.", json);
}
