using System.Data;
using System.Text.Json.Nodes;

namespace MlTrack.Stores.ModelFormat;

/// <summary>An example of a model's input: a table, an array of numbers, or several of those with names.</summary>
internal sealed partial class InputExample
{
    private static readonly string[] s_forms = ["dataframe_split", "dataframe_records", "inputs", "instances"];

    private readonly object _content;
    private readonly JsonArray _specs;
    private readonly bool _isTable;

    private InputExample(IReadOnlyList<ExampleColumn> columns, int rows)
    {
        List<object?> data = [];
        for (int i = 0; i < rows; i++)
        {
            data.Add(columns.Select(column => column.Cells[i]).ToList());
        }

        _isTable = true;
        _content = new ExampleObject { ["columns"] = columns.Select(column => (object?)column.Name).ToList(), ["data"] = data };
        _specs = new JsonArray([.. columns.Select(column => column.Spec)]);
    }

    private InputExample(List<object?> tensor)
    {
        _content = tensor;
        _specs = new JsonArray(ExampleTensor.Spec(tensor, null));
    }

    private InputExample(ExampleObject tensors)
    {
        _content = tensors;
        _specs = new JsonArray([.. tensors.Names.Select(name => ExampleTensor.Spec((List<object?>)tensors[name]!, name))]);
    }

    /// <summary>What is kept in <c>input_example.json</c>.</summary>
    public string Text => ExampleText.Write(_content, !_isTable, isIndented: false);

    /// <summary>What is kept in <c>serving_input_example.json</c>: what a scoring server takes.</summary>
    public string ServingText => ExampleText.Write(
        new ExampleObject { [_isTable ? "dataframe_split" : "inputs"] = _content }, !_isTable, isIndented: true);

    /// <summary>The signature that shows in it, as MLflow's infer_signature finds it.</summary>
    public MlModelSignature Signature => new() { Inputs = JsonLine.Of(_specs) };

    /// <summary>What <c>MLmodel</c> says of it.</summary>
    public JsonObject Info
    {
        get
        {
            JsonObject info = new()
            {
                ["artifact_path"] = "input_example.json",
                ["serving_input_path"] = "serving_input_example.json",
                ["type"] = _isTable ? "dataframe" : "ndarray",
            };
            info[_isTable ? "pandas_orient" : "format"] = _isTable ? "split" : "tf-serving";
            return info;
        }
    }

    /// <summary>Reads an example.</summary>
    /// <param name="example">
    /// Text is JSON. A dictionary or a list of dictionaries are rows, a DataTable, a DataView and a list of their rows are a table, lists of
    /// numbers are a tensor, and what a scoring server takes (dataframe_split, dataframe_records, inputs, instances) is what stands in it.
    /// </param>
    /// <returns>The example.</returns>
    public static InputExample Parse(object example) =>
        TableOf(example) ?? Parse(example is string json ? ExampleValue.OfJson(json) : ExampleValue.Of(example), example);

    private static InputExample Parse(object? value, object example) => value switch
    {
        ExampleObject { Names: ["dataframe_split"] } form => Split(form["dataframe_split"] as ExampleObject, example),
        ExampleObject { Names: ["dataframe_records"] } form =>
            OfRows(form["dataframe_records"] is List<object?> rows ? rows : [form["dataframe_records"]], example),
        ExampleObject { Names: ["inputs"] } form => Inputs(form["inputs"], example),
        ExampleObject { Names: ["instances"] } form => Instances(form["instances"], example),
        ExampleObject form when form.Names.Contains("params") && form.Names.Any(s_forms.Contains) && form.Names.All(IsOfServer) =>
            throw MlErrors.InvalidValue("The input example has params beside the input. Leave them out here, and give them in the signature.", example),
        ExampleObject table when IsSplit(table) => Split(table, example),
        ExampleObject row => OfRows([row], example),
        List<object?> rows when rows.Exists(row => row is ExampleObject) => OfRows(rows, example),
        List<object?> tensor => new InputExample(tensor),
        byte[] bytes => new InputExample(bytes.Select(item => (object?)item).ToList()),
        _ => throw Bad(example),
    };

    private static bool IsOfServer(string name) => s_forms.Contains(name) || name == "params";

    // What else may stand behind inputs are rows, and one that is no list of names and arrays.
    private static InputExample Inputs(object? content, object example) => content switch
    {
        ExampleObject { Names.Count: > 0 } named when named.Names.All(name => named[name] is List<object?>) => new InputExample(named),
        ExampleObject row => OfRows([row], example),
        List<object?> rows when rows.Exists(row => row is ExampleObject) => OfRows(rows, example),
        List<object?> tensor => new InputExample(tensor),
        _ => throw Bad(example),
    };

    // By rows what inputs has by names.
    private static InputExample Instances(object? content, object example)
    {
        if (content is not List<object?> rows || !rows.Exists(row => row is ExampleObject))
        {
            return content is List<object?> ? Inputs(content, example) : throw Bad(example);
        }

        ExampleObject named = new();
        foreach (ExampleObject row in rows.Select(row => row as ExampleObject ?? throw Bad(example)))
        {
            IReadOnlyList<string> names = row.Names;
            if (names.Count == 0 || (named.Names.Count > 0 && !names.ToHashSet(StringComparer.Ordinal).SetEquals(named.Names)))
            {
                throw Bad(example);
            }

            foreach (string name in names)
            {
                List<object?> values = named[name] as List<object?> ?? [];
                values.Add(row[name]);
                named[name] = values;
            }
        }

        return new InputExample(named);
    }

    private static MlException Bad(object example) => MlErrors.InvalidValue(
        "The input example must be rows with names such as {\"x\": 1.5}, a table, lists of numbers, or what a scoring server takes"
        + (example is string text ? $": {MlText.Show(text)}." : "."), example);
}
