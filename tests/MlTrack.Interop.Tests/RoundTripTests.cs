using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Data;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;

namespace MlTrack.Interop.Tests;

/// <summary>One database, two tools: what one writes, the other reads equal and goes on with.</summary>
public class RoundTripTests
{
    public static TheoryData<string, MlBackend> Stores => new MatrixTheoryData<string, MlBackend>(
        [MlflowInstall.Version2, MlflowInstall.Version3], [MlBackend.SQLite, MlBackend.MySQL, MlBackend.PostgreSQL]);

    [Theory]
    [MemberData(nameof(Stores))]
    public void What_MlTrack_wrote_MLflow_reads_equal_and_both_go_on(string version, MlBackend backend)
    {
        using TestStore store = new(backend);
        MlTrackTool mltrack = store.MlTrack();
        OddData.Fill(mltrack, backend);
        CheckValues(Dump(mltrack), backend);
        MlflowTool mlflow = store.Mlflow(version);
        Same.Assert(Dump(mltrack), Dump(mlflow), "what MLflow reads of MlTrack's file");

        // From here on a file of 3.17.2 is migrated, under a session of MlTrack that had opened it before.
        OddData.GoOn(mlflow, backend, "mlflow");
        Same.Assert(Dump(mlflow), Dump(mltrack), "what MlTrack reads of what MLflow added");
        OddData.GoOn(mltrack, backend, "mltrack");
        Same.Assert(Dump(mltrack), Dump(mlflow), "what MLflow reads of what MlTrack added");
        MlTrackTool anew = store.MlTrack();
        Same.Assert(Dump(mlflow), Dump(anew), "what a new session of MlTrack reads");
        OddData.GoOn(anew, backend, "anew");
        Same.Assert(Dump(anew), Dump(mlflow), "what MLflow reads of what the new session added");
        Assert.Equal(
            version == MlflowInstall.Version2 ? "0584bdc529eb" : "dc11669786a5",
            (string)mlflow.Rows("SELECT version_num FROM alembic_version")[0]![0]!);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void What_MLflow_wrote_MlTrack_reads_equal_and_both_go_on(string version, MlBackend backend)
    {
        using TestStore store = new(backend);
        MlflowTool mlflow = store.Mlflow(version);
        OddData.Fill(mlflow, backend);
        if (backend == MlBackend.SQLite)
        {
            AddWhatOnlyMlflowTakes(mlflow);
        }

        MlTrackTool mltrack = store.MlTrack();
        Same.Assert(Dump(mlflow), Dump(mltrack), "what MlTrack reads of MLflow's file");
        CheckValues(Dump(mltrack), backend);

        OddData.GoOn(mltrack, backend, "mltrack");
        Same.Assert(Dump(mltrack), Dump(mlflow), "what MLflow reads of what MlTrack added");
        OddData.GoOn(mlflow, backend, "mlflow");
        Same.Assert(Dump(mlflow), Dump(mltrack), "what MlTrack reads of what MLflow added");
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_users_script_resumes_a_run_of_MlTrack_and_nests_another_in_it(string version, MlBackend backend)
    {
        using TestStore store = new(backend);
        MlTrackTool mltrack = store.MlTrack();
        string experiment = mltrack.Text("create_experiment", new { name = "shared" });
        string run = mltrack.Text("create_run", new { experiment_id = experiment, name = "ours" });
        mltrack.Call("log_metric", new { run_id = run, key = "fluent.loss", value = Bits.Of(9), timestamp = 1, step = -1 });
        mltrack.Call("log_param", new { run_id = run, key = "fluent.lr", value = "0.1" });

        MlflowTool mlflow = store.Mlflow(version);
        JsonNode made = mlflow.Call("fluent", new { run_id = run, experiment_id = experiment })!;

        JsonNode dump = Dump(mltrack);
        Same.Assert(Dump(mlflow), dump, "what MlTrack reads of the script's runs");
        JsonNode outer = Run(dump, run);
        Assert.Equal("FINISHED", (string)outer["status"]!);
        Assert.Equal("3", (string)outer["params"]!["fluent.depth"]!);
        Assert.Equal(4, outer["history"]!["fluent.loss"]!.AsArray().Count);
        Assert.Equal(run, (string)Run(dump, (string)made["inner"]!)["tags"]!["mlflow.parentRunId"]!);
        Assert.Equal("fluent text", File.ReadAllText((string)mltrack.Call(
            "download_artifacts", new { run_id = run, path = "fluent/note.txt", destination = Path.Combine(store.Folder, "down") })!));
    }

    // MLflow reads a history in the order in which the engine happens to find it; SQLite finds it in that of the primary key.
    private static JsonNode Dump(ITool tool)
    {
        JsonNode dump = tool.Dump();
        foreach (JsonNode? run in dump["runs"]!.AsArray())
        {
            foreach ((string key, JsonNode? points) in run!["history"]!.AsObject().ToArray())
            {
                run["history"]![key] = new JsonArray(
                    [.. points!.AsArray().Select(point => point!.DeepClone()).OrderBy(point => point.ToJsonString(), StringComparer.Ordinal)]);
            }
        }

        return dump;
    }

    private static JsonNode Run(JsonNode dump, string id) => dump["runs"]!.AsArray().Single(run => (string)run!["id"]! == id)!;

    // MLflow's rules let these through; MlTrack refuses to write them, and must read them.
    private static void AddWhatOnlyMlflowTakes(MlflowTool mlflow)
    {
        string experiment = mlflow.Text("create_experiment", new { name = "nul \0 in a name" });
        string run = mlflow.Text("create_run", new { experiment_id = experiment, name = "nul \0 in a run", start_time = 1 });
        mlflow.Call("log_param", new { run_id = run, key = "ends with a line break\n", value = "nul \0 in a value" });
        mlflow.Call("log_metric", new { run_id = run, key = "metric\n", value = Bits.Of(1), timestamp = 1, step = 1 });
        mlflow.Call("set_tag", new { run_id = run, key = "tag\n", value = "nul \0 in a value" });
    }

    // Both tools could agree on a wrong value: the stored ones are compared with what was given, as MLflow's rules have it.
    private static void CheckValues(JsonNode dump, MlBackend backend)
    {
        JsonNode run = dump["runs"]!.AsArray().First(run => ((string)run!["name"]!).StartsWith("everything", StringComparison.Ordinal))!;
        for (int i = 0; i < OddData.Values.Length; i++)
        {
            // Of the engines only PostgreSQL keeps a sign of zero, if MlTrack wrote it.
            double value = OddData.Values[i] == 0 ? 0.0 : Math.Clamp(OddData.Values[i], double.MinValue, double.MaxValue);
            string read = (string)run["metrics"]![$"value.{i}"]!;
            Assert.Equal(Bits.Of(value), backend == MlBackend.PostgreSQL && read == Bits.Of(-0.0) ? Bits.Of(0.0) : read);
        }

        for (int i = 0; i < OddData.Texts.Length; i++)
        {
            Assert.Equal(OddData.Texts[i], (string)run["params"]![$"text.{i}"]!);
            Assert.Equal(OddData.Texts[i], (string)run["tags"]![$"text.{i}"]!);
        }

        Assert.All(OddData.KeysOf(backend), key => Assert.Equal(key, (string)run["params"]![key]!));
    }
}
