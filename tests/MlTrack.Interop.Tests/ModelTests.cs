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
    public void MLflow_infers_from_an_example_as_it_reads_it_what_MlTrack_wrote_of_it(string version)
    {
        object[] examples =
        [
            new[]
            {
                new Dictionary<string, object?>
                {
                    ["d"] = 2.0, ["l"] = 1, ["f"] = 1.1f, ["i"] = (short)1, ["s"] = "é", ["b"] = true, ["gap"] = null, ["nan"] = double.NaN,
                    ["bytes"] = Enumerable.Range(0, 60).Select(i => (byte)i).ToArray(), ["list"] = new object[] { 1, 2 },
                    ["t"] = new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Unspecified),
                    ["z"] = new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.FromHours(2)),
                    ["o"] = new Dictionary<string, object?> { ["k"] = 1, ["a"] = new[] { 1.0 } },
                },
                new Dictionary<string, object?>
                {
                    ["d"] = 3.5, ["l"] = 2, ["f"] = 2f, ["i"] = (short)2, ["s"] = null, ["b"] = false, ["gap"] = 3, ["nan"] = 1.0,
                    ["bytes"] = new byte[] { 1 }, ["list"] = new object[] { 3 },
                    ["t"] = new DateTime(2024, 1, 2, 3, 4, 5, 600, DateTimeKind.Unspecified),
                    ["z"] = new DateTimeOffset(2024, 1, 2, 0, 0, 0, TimeSpan.Zero),
                    ["o"] = new Dictionary<string, object?> { ["k"] = 2, ["a"] = new[] { 2.0, 3.0 } },
                },
            },
            new[] { 1.0, 2.0 }, new[] { 1f, 2f }, new[] { 1, 2 }, new object[] { 1, 2 }, new[] { true, false }, new[,] { { 1.0, 2.0 }, { 3.0, 4.0 } },
            new[] { 1.0, double.NaN, double.PositiveInfinity }, new[] { "a", "b" },
            """{"dataframe_split": {"columns": ["a", "b"], "data": [[1.0, "x"]]}}""", """{"dataframe_records": [{"a": 1}]}""",
            """{"inputs": {"x": [[1.0, 2.0]], "y": [1]}}""", """{"instances": [{"x": [1.0, 2.0], "y": 1}]}""",
        ];
        using TestStore store = new();
        MlTrackTool mltrack = store.MlTrack();
        string run = mltrack.Text("create_run", new { experiment_id = "0", name = "ours" });
        string file = Path.Combine(store.Folder, "weights.bin");
        File.WriteAllText(file, "12345");
        MlflowTool mlflow = store.Mlflow(version);
        foreach (object example in examples)
        {
            mltrack.Models.Log(run, new ModelToLog(file) { Flavors = """{"mine": {}}""", InputExample = example });
            JsonNode read = mlflow.Call("model_example", new { model = Path.Combine(mltrack.Client.GetRun(run).ArtifactUri, "model") })!;
            Same.Assert(read["inferred"], read["inputs"], example.ToString()!);
        }
    }

    [Fact]
    public void A_logged_model_says_who_made_it_and_what_it_is_registered_as()
    {
        using TestStore store = new();
        MlflowTool mlflow = store.Mlflow(MlflowInstall.Version3);
        mlflow.Dump();
        MlTrackTool mltrack = store.MlTrack();
        string run = mltrack.Text("create_run", new { experiment_id = "0", name = "ours" });
        string file = Path.Combine(store.Folder, "weights.bin");
        File.WriteAllText(file, "12345");
        MlModelInfo info = mltrack.Models.Log(run, new ModelToLog(file) { Flavors = """{"mine": {}}""", Tags = [new(MlTags.User, "ann")] });
        Assert.Equal(1, (int)mltrack.Call("register_model", new { name = "m", source = info.ModelUri })!);
        Assert.Equal(2, (int)mlflow.Call("register_model", new { name = "m", source = info.ModelUri })!);
        Assert.Equal(3, (int)mltrack.Call("register_model", new { name = "m", source = info.ModelUri })!);
        JsonNode tags = mlflow.Call("logged_model_tags", new { model_id = info.ModelId })!;
        Assert.Equal("ann", (string?)tags[MlTags.User]);
        Assert.Equal(
            "[{\"name\": \"m\", \"version\": 1}, {\"name\": \"m\", \"version\": 2}, {\"name\": \"m\", \"version\": 3}]",
            (string?)tags[MlTags.ModelVersions]);
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
