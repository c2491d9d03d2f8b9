using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlTrack.Bench.Timing;

namespace MlTrack.Bench.Reporting;

/// <summary>Writes the results to bench/results, to be kept and compared.</summary>
internal static class Results
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(string folder, string name, string table, IReadOnlyList<ReportRow> rows, JsonObject facts)
    {
        Directory.CreateDirectory(folder);
        string told = string.Join(", ", facts.Select(fact => $"{fact.Key} {fact.Value}"));
        File.WriteAllText(
            Path.Combine(folder, name + ".md"),
            $"# {name}\n\nMedians; 'over raw' and 'under MLflow' are their ratios. {told}\n\n{table}");
        JsonObject all = new()
        {
            ["facts"] = facts.DeepClone(),
            ["rows"] = new JsonArray([.. rows.Select(ToJson)]),
        };
        File.WriteAllText(Path.Combine(folder, name + ".json"), all.ToJsonString(s_json) + "\n");
    }

    private static JsonObject ToJson(ReportRow row) => new()
    {
        ["measure"] = row.Measure,
        ["unit"] = row.Unit,
        ["mltrack"] = ToJson(row.MlTrack),
        ["raw"] = ToJson(row.Raw),
        ["mlflow"] = ToJson(row.Mlflow),
        ["overRaw"] = row.OverRaw,
        ["underMlflow"] = row.UnderMlflow,
        ["overRawByCpu"] = row.OverRawWorked,
        ["underMlflowByCpu"] = row.UnderMlflowWorked,
        ["marks"] = new JsonArray([.. row.Marks.Select(mark => new JsonObject { ["text"] = mark.Text, ["met"] = mark.Met(row) })]),
        ["note"] = row.Note,
    };

    private static JsonObject? ToJson(Sample sample) => sample.Missing is { } why
        ? why == "-" ? null : new JsonObject { ["missing"] = why }
        : new JsonObject
        {
            ["median"] = sample.Median,
            ["least"] = sample.Least,
            ["lowerQuartile"] = sample.LowerQuartile,
            ["upperQuartile"] = sample.UpperQuartile,
            ["cpu"] = double.IsNaN(sample.Worked) ? null : sample.Worked,
            ["count"] = sample.Count,
        };
}
