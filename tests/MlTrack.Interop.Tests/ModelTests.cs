using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;
using MlTrack.Stores;

namespace MlTrack.Interop.Tests;

/// <summary>Models and datasets that MlTrack logs are what MLflow loads, field by field, and the other way round.</summary>
public class ModelTests
{
    public static TheoryData<string> Versions => [MlflowInstall.Version2, MlflowInstall.Version3];

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_model_that_MlTrack_logged_is_read_by_MLflow_as_it_was_given(string version)
    {
        using TestStore store = new();
        if (version == MlflowInstall.Version3)
        {
            store.Mlflow(version).Dump();
        }

        MlTrackTool mltrack = store.MlTrack();
        string run = mltrack.Text("create_run", new { experiment_id = "0", name = "ours" });
        string file = Path.Combine(store.Folder, "weights.bin");
        File.WriteAllText(file, "12345");
        const string Inputs = """[{"type": "double", "name": "x é", "required": true}, {"type": "long", "name": "n", "required": false}]""";
        const string Outputs = """[{"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 2]}}]""";
        const string Params = """[{"name": "alpha", "type": "double", "default": 0.5, "shape": null}]""";
        MlModelInfo info = mltrack.Models.Log(run, new ModelToLog(file)
        {
            Flavors = """{"mine": {"version": "1.0", "deep": {"list": [1, 2.5, null, "no"], "truth": true}}}""",
            Signature = new MlModelSignature { Inputs = Inputs, Outputs = Outputs, Params = Params },
            InputExample = """[{"x é": 1.5, "n": 1}]""",
            Metadata = """{"k": "1.0", "n": {"a": [1, 1e22]}}""",
            Requirements = ["numpy==2.4.6"],
        });
        MlflowTool mlflow = store.Mlflow(version);
        foreach (string uri in new[] { info.ModelUri, version == MlflowInstall.Version3 ? $"models:/{info.ModelId}" : info.ModelUri })
        {
            JsonNode read = mlflow.Call("model_info", new { model = uri })!;
            Assert.Equal((info.ModelUuid, run, 5), ((string?)read["uuid"], (string?)read["run_id"], (int?)read["size"]));
            Same.Assert(JsonNode.Parse(Inputs), read["inputs"], "inputs");
            Same.Assert(JsonNode.Parse(Outputs), read["outputs"], "outputs");
            Same.Assert(JsonNode.Parse(Params), read["params"], "params");
            Same.Assert(JsonNode.Parse("""{"k": "1.0", "n": {"a": [1, 1e22]}}"""), read["metadata"], "metadata");
            Same.Assert(
                JsonNode.Parse("""{"mine": {"version": "1.0", "deep": {"list": [1, 2.5, null, "no"], "truth": true}}}"""), read["flavors"], "flavors");
            Assert.Equal("dataframe", (string?)read["example"]!["type"]);
            Assert.Equal(info.UtcTimeCreated, DateTimeOffset.Parse((string)read["created"]! + "Z", System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal(1, (int)mlflow.Call("register_model", new { name = "m", source = info.ModelUri })!);
        Assert.Equal(2, (int)mltrack.Call("register_model", new { name = "m", source = info.ModelUri })!);
        Assert.Equal(
            (string?)mltrack.Call("get_version", new { name = "m", version = 1 })!["source"],
            (string?)mltrack.Call("get_version", new { name = "m", version = 2 })!["source"]);
        Assert.Equal(info.ModelUuid, (string?)mlflow.Call("model_info", new { model = "models:/m/2" })!["uuid"]);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Datasets_go_both_ways(string version)
    {
        using TestStore store = new();
        MlflowTool mlflow = store.Mlflow(version);
        string theirs = mlflow.Text("create_run", new { experiment_id = "0", name = "theirs", start_time = 1 });
        MlTrackTool mltrack = store.MlTrack();
        string ours = mltrack.Text("create_run", new { experiment_id = "0", name = "ours", start_time = 1 });
        RunInput input = new("iris é", "1234abcd", "local", """{"uri": "iris.csv"}""")
        {
            Schema = """{"mlflow_colspec": []}""",
            Profile = """{"num_rows": 150}""",
            Tags = [new(MlTags.DatasetContext, "training"), new("own", "x")],
        };
        mltrack.Client.LogInputs(ours, [input]);
        object call = new
        {
            run_id = theirs,
            name = "iris é",
            digest = "1234abcd",
            source_type = "local",
            source = """{"uri": "iris.csv"}""",
            schema = """{"mlflow_colspec": []}""",
            profile = """{"num_rows": 150}""",
            tags = new Dictionary<string, string> { [MlTags.DatasetContext] = "training", ["own"] = "x" },
        };
        mlflow.Call("log_input", call);
        mlflow.Call("log_input", call);
        mltrack.Client.LogInputs(theirs, [input with { Tags = [] }]);
        JsonNode dump = mltrack.Dump();
        Same.Assert(mlflow.Dump(), dump, "what both read");
        JsonNode?[] inputs = [.. dump["runs"]!.AsArray().Select(run => run!["inputs"])];
        Assert.All(inputs, list => Assert.Single(list!.AsArray()));
        Same.Assert(inputs[0], inputs[1], "the inputs of both runs");
        Assert.Equal(1, (int)mlflow.Rows("SELECT COUNT(*) FROM datasets")[0]![0]!);
    }
}
