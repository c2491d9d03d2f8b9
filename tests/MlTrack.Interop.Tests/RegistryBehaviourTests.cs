using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Behaviour;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;

namespace MlTrack.Interop.Tests;

/// <summary>Small operations on registered models, done by MLflow's client and by MlTrack's: the same answers, codes and stored results.</summary>
public class RegistryBehaviourTests
{
    [Theory]
    [InlineData(MlflowInstall.Version2)]
    [InlineData(MlflowInstall.Version3)]
    public void MlTrack_does_what_MLflow_does(string version)
    {
        using TestStore theirs = new();
        using TestStore ours = new();
        MlflowTool mlflow = theirs.Mlflow(version);
        mlflow.Call("dump_registry", new { });
        if (version == MlflowInstall.Version3)
        {
            using TestStore empty = new();
            empty.Mlflow(version).Call("dump_registry", new { });
            File.Copy(empty.Database, ours.Database);
        }

        MlTrackTool mltrack = ours.MlTrack();
        List<string> problems = [];
        foreach (Scenario scenario in Scenarios.OfRegistry)
        {
            BehaviourTests.Judge(scenario, Deviations.OfRegistry, version, Run(mlflow, scenario), Run(mltrack, scenario), problems);
        }

        Assert.True(problems.Count == 0, $"{problems.Count} of {Scenarios.OfRegistry.Count()} scenarios:\n{string.Join('\n', problems)}");
    }

    private static JsonObject Run(ITool tool, Scenario scenario)
    {
        tool.Call("create_model", new { name = "m" });
        foreach (int number in new[] { 1, 2, 3 })
        {
            tool.Call("create_version", new { name = "m", source = $"/models/{number}" });
        }

        tool.Call("set_alias", new { name = "m", alias = "champion", version = 2 });
        JsonArray codes = [];
        JsonArray answers = [];
        foreach (Step step in scenario.Steps)
        {
            try
            {
                answers.Add(tool.Call(step.What, step.Bind(new Dictionary<string, string>()))?.DeepClone());
                codes.Add("OK");
            }
            catch (ToolException exception)
            {
                codes.Add(exception.Code);
                answers.Add(null);
            }
        }

        JsonObject outcome = new() { ["codes"] = codes, ["answers"] = answers, ["stored"] = tool.Call("dump_registry", new { })!.DeepClone() };
        foreach (JsonNode? model in outcome["stored"]!["models"]!.AsArray())
        {
            tool.Call("delete_model", new { name = (string)model!["name"]! });
        }

        return (JsonObject)BehaviourTests.Normalise(outcome, [])!;
    }
}
