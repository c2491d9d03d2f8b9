using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Behaviour;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;

namespace MlTrack.Interop.Tests;

/// <summary>
/// Small operations, done by MLflow's client and by MlTrack's, each on a store of its own: the same answers, error codes and stored
/// results, but for what <see cref="Deviations"/> lists.
/// </summary>
public class BehaviourTests
{
    [Theory]
    [InlineData(MlflowInstall.Version2)]
    [InlineData(MlflowInstall.Version3)]
    public void MlTrack_does_what_MLflow_does(string version)
    {
        using TestStore theirs = new();
        using TestStore ours = new();
        MlflowTool mlflow = theirs.Mlflow(version);
        mlflow.Dump();
        if (version == MlflowInstall.Version3)
        {
            // What a store can hold goes by its revision, so both start from a file of this version's.
            using TestStore empty = new();
            empty.Mlflow(version).Dump();
            File.Copy(empty.Database, ours.Database);
        }

        MlTrackTool mltrack = ours.MlTrack();
        List<string> problems = [];
        int number = 0;
        foreach (Scenario scenario in Scenarios.All)
        {
            JsonObject expected = Run(mlflow, scenario, ++number);
            JsonObject actual = Run(mltrack, scenario, number);
            Judge(scenario, Deviations.All, version, expected, actual, problems);
        }

        problems.AddRange(Deviations.All.Select(deviation => deviation.Scenario)
            .Except(Scenarios.All.Select(scenario => scenario.Name)).Select(name => $"{name}: a deviation of no scenario"));
        Assert.True(problems.Count == 0, $"{problems.Count} of {number} scenarios:\n{string.Join('\n', problems)}");
    }

    internal static void Judge(
        Scenario scenario, Deviation[] deviations, string version, JsonObject expected, JsonObject actual, List<string> problems)
    {
        List<string> differences = [.. Same.Differences(expected, actual, "")];
        Deviation? deviation = deviations.SingleOrDefault(item => item.Scenario == scenario.Name);
        string? mlflow = version == MlflowInstall.Version2 ? deviation?.Mlflow2 : deviation?.Mlflow3;
        if (mlflow is null)
        {
            if (differences.Count > 0)
            {
                problems.Add($"{scenario.Name}: {string.Join("; ", differences)}");
            }
        }
        else if (LastCode(expected) != mlflow || LastCode(actual) != deviation!.MlTrack)
        {
            problems.Add(
                $"{scenario.Name}: expected the deviation {mlflow} -> {deviation!.MlTrack}, found {LastCode(expected)} -> {LastCode(actual)}");
        }
        else if (differences.Count == 0)
        {
            problems.Add($"{scenario.Name}: the listed deviation is none any more");
        }
    }

    private static string LastCode(JsonObject outcome) => (string)outcome["codes"]!.AsArray()[^1]!;

    private static JsonObject Run(ITool tool, Scenario scenario, int number)
    {
        Dictionary<string, string> names = new() { ["$exp"] = tool.Text("create_experiment", new { name = $"scenario {number}" }) };
        names["$run"] = tool.Text("create_run", new { experiment_id = names["$exp"], name = "the run", start_time = 1 });
        JsonArray codes = [];
        JsonArray answers = [];
        foreach (Step step in scenario.Steps)
        {
            try
            {
                JsonNode? answer = tool.Call(step.What, step.Bind(names));
                codes.Add("OK");
                answers.Add(step.SaveAs is null ? answer : null);
                if (step.SaveAs is not null)
                {
                    names[step.SaveAs] = (string)answer!;
                }
            }
            catch (ToolException exception)
            {
                codes.Add(exception.Code);
                answers.Add(null);
            }
        }

        JsonObject stored = [];
        foreach ((string name, string id) in names.Where(name => name.Key.StartsWith("$exp", StringComparison.Ordinal)))
        {
            stored[name] = tool.Call("dump", new { experiment_id = id });
        }

        JsonObject outcome = new() { ["codes"] = codes, ["answers"] = answers, ["stored"] = stored };
        return (JsonObject)Normalise(outcome, names.ToDictionary(name => name.Value, name => name.Key))!;
    }

    // Ids, times that the tools chose and places differ by nature.
    internal static JsonNode? Normalise(JsonNode? node, Dictionary<string, string> ids)
    {
        switch (node)
        {
            case JsonObject item:
                JsonObject result = [];
                foreach ((string key, JsonNode? value) in item)
                {
                    bool byNature = key is "creation_time" or "last_update_time" or "artifact_location" or "artifact_uri"
                        || (key is "start_time" or "end_time" && value is JsonValue time && (long)time > 1000);
                    result[key] = byNature ? (value is null ? null : "set") : Normalise(value, ids);
                }

                return result;
            case JsonArray array:
                // Runs come by their ids, which are random.
                IEnumerable<JsonNode?> items = array.Select(item => Normalise(item, ids));
                return new JsonArray([.. items.OrderBy(
                    item => item is JsonObject run && run.ContainsKey("history") ? (string?)run["id"] : "", StringComparer.Ordinal)]);
            case JsonValue value when value.TryGetValue(out string? text) && ids.TryGetValue(text, out string? name):
                return name;
            default:
                return node?.DeepClone();
        }
    }
}
