using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Data;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;

namespace MlTrack.Interop.Tests;

/// <summary>One registry, two tools: what one registers, the other reads equal and goes on with.</summary>
public class RegistryTests
{
    public static TheoryData<string> Versions => [MlflowInstall.Version2, MlflowInstall.Version3];

    [Theory]
    [MemberData(nameof(Versions))]
    public void What_MlTrack_registered_MLflow_reads_equal_and_both_go_on(string version)
    {
        using TestStore store = new();
        MlTrackTool mltrack = store.MlTrack();
        Fill(mltrack, "first");
        MlflowTool mlflow = store.Mlflow(version);
        Compare(mltrack, mlflow, "what MLflow reads of what MlTrack registered");
        GoOn(mlflow, "first");
        Compare(mlflow, mltrack, "what MlTrack reads of what MLflow changed");
        Fill(mlflow, "second");
        GoOn(mltrack, "second");
        Compare(mltrack, mlflow, "what MLflow reads of what MlTrack changed");
        Compare(mlflow, store.MlTrack(), "what a new session of MlTrack reads");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void What_MLflow_registered_MlTrack_reads_equal(string version)
    {
        using TestStore store = new();
        MlflowTool mlflow = store.Mlflow(version);
        Fill(mlflow, "theirs");
        MlTrackTool mltrack = store.MlTrack();
        Compare(mlflow, mltrack, "what MlTrack reads of what MLflow registered");
        Fill(mltrack, "ours");
        GoOn(mltrack, "theirs");
        GoOn(mlflow, "ours");
        Compare(mltrack, mlflow, "what both read in the end");
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Register_model_takes_what_either_tool_logged(string version)
    {
        using TestStore store = new();
        MlTrackTool mltrack = store.MlTrack();
        string run = mltrack.Text("create_run", new { experiment_id = "0", name = "ours" });
        mltrack.Call("log_text", new { run_id = run, text = "flavors: {}", file = "model/MLmodel" });
        MlflowTool mlflow = store.Mlflow(version);
        Assert.Equal(1, (int)mltrack.Call("register_model", new { name = "m", source = $"runs:/{run}/model" })!);
        Assert.Equal(2, (int)mlflow.Call("register_model", new { name = "m", source = $"runs:/{run}/model" })!);
        JsonNode ours = mltrack.Call("get_version", new { name = "m", version = 1 })!;
        JsonNode theirs = mltrack.Call("get_version", new { name = "m", version = 2 })!;
        Assert.Equal((string?)theirs["source"], (string?)ours["source"]);
        Assert.Equal((run, run), ((string?)ours["run_id"], (string?)theirs["run_id"]));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Both_register_at_once_and_no_number_is_given_twice(string version)
    {
        const int Each = 25;
        using TestStore store = new();
        MlTrackTool mltrack = store.MlTrack();
        MlflowTool mlflow = store.Mlflow(version);
        mltrack.Call("create_model", new { name = "m" });
        mlflow.Call("dump_registry", new { });
        int[][] numbers = await Task.WhenAll(new ITool[] { mltrack, mlflow, store.MlTrack() }.Select(tool => Task.Run(
            () => Enumerable.Range(0, Each).Select(i => Register(tool, $"/models/{i}")).ToArray(),
            TestContext.Current.CancellationToken)));
        Assert.Equal(Enumerable.Range(1, 3 * Each), numbers.SelectMany(found => found).Order());
    }

    // MLflow takes the next number without a lock. When somebody else had it first, its three attempts in one transaction all fail.
    private static int Register(ITool tool, string source)
    {
        while (true)
        {
            try
            {
                return (int)tool.Call("create_version", new { name = "m", source })!;
            }
            catch (ToolException lost) when (tool is MlflowTool && lost.Message.Contains("UNIQUE constraint failed", StringComparison.Ordinal))
            {
                // Nothing was stored; whoever uses MLflow asks again.
            }
        }
    }

    private static void Compare(ITool expected, ITool actual, string what) =>
        Same.Assert(expected.Call("dump_registry", new { }), actual.Call("dump_registry", new { }), what);

    private static void Fill(ITool tool, string prefix)
    {
        string run = tool.Text("create_run", new { experiment_id = "0", name = prefix });
        foreach (string name in new[] { "plain", "Plain", "o'neil \"x\"", "100%_done", "naïve 日本 " + OddData.Smile, " blank " })
        {
            string model = prefix + name;
            tool.Call("create_model", new { name = model, description = $"about {name}\nline two", tags = new { team = "a", n = "1.50" } });
            for (int i = 0; i < 4; i++)
            {
                tool.Call("create_version", new
                {
                    name = model,
                    source = $"/models/{i}",
                    run_id = i == 0 ? run : null,
                    run_link = i == 1 ? "http://elsewhere/run" : null,
                    description = i == 2 ? "third" : null,
                    tags = new Dictionary<string, string> { ["i"] = $"{i}", ["a/b c"] = "" },
                });
            }

            tool.Call("set_alias", new { name = model, alias = "champion", version = 2 });
            tool.Call("set_alias", new { name = model, alias = "B_2-x", version = 2 });
            tool.Call("set_stage", new { name = model, version = 1, stage = "Production" });
            tool.Call("set_stage", new { name = model, version = 2, stage = "staging" });
        }

        tool.Call("create_model", new { name = prefix + "empty" });
        tool.Call("copy_version", new { name = prefix + "plain", version = 1, destination = prefix + "copy" });
    }

    private static void GoOn(ITool tool, string prefix)
    {
        string name = prefix + "plain";
        tool.Call("set_alias", new { name, alias = "champion", version = 3 });
        tool.Call("delete_alias", new { name, alias = "B_2-x" });
        tool.Call("set_stage", new { name, version = 2, stage = "Production", archive = true });
        tool.Call("update_version", new { name, version = 2, description = "changed" });
        tool.Call("set_version_tag", new { name, version = 2, key = "i", value = "changed" });
        tool.Call("delete_version_tag", new { name, version = 3, key = "i" });
        tool.Call("update_model", new { name, description = "changed" });
        tool.Call("set_model_tag", new { name, key = "team", value = "b" });
        tool.Call("delete_model_tag", new { name, key = "n" });
        tool.Call("delete_version", new { name, version = 4 });
        tool.Call("create_version", new { name, source = "/models/new" });
        tool.Call("rename_model", new { name = prefix + "100%_done", new_name = prefix + "renamed" });
        tool.Call("delete_model", new { name = prefix + "o'neil \"x\"" });
    }
}
