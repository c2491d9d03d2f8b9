using System.Text.Json;
using System.Text.Json.Nodes;
using MlTrack.Stores.ModelFormat;
using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.ModelFormat;

public sealed class MlModelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MlClient _client;
    private readonly MlModels _models;
    private readonly MlRun _run;

    public MlModelsTests()
    {
        _client = MlStore.Connect("sqlite:///mlflow.db", new MlStoreOptions { BaseFolder = _folder.Path });
        _models = new MlModels(_client);
        _run = _client.CreateRun(new NewRun("0"), cancellationToken: Token);
        File.WriteAllBytes(_folder["net.onnx"], OnnxBytes.Model());
        File.WriteAllText(_folder["weights.bin"], "12345");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void OnnxFileSaysItsSignature()
    {
        MlModelInfo info = _models.Log(_run.RunId, new ModelToLog(_folder["net.onnx"]), cancellationToken: Token);
        Assert.Equal($"runs:/{_run.RunId}/model", info.ModelUri);
        Assert.Equal(["onnx", "python_function"], info.Flavors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            "[{\"name\": \"x\", \"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"float32\", \"shape\": [-1, 4]}}, "
            + "{\"name\": \"ids\", \"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"int64\", \"shape\": [2]}}]", info.Signature!.Inputs);
        Assert.Equal("[{\"name\": \"y\", \"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"float64\", \"shape\": [-1]}}]", info.Signature.Outputs);
        string folder = Path.Combine(_run.ArtifactUri, "model");
        Assert.Equal(
            ["MLmodel", "conda.yaml", "model.onnx", "python_env.yaml", "requirements.txt"],
            Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(_folder["net.onnx"]), File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
    }

    [Fact]
    public void InputsOfUnknownRankAreNotChecked()
    {
        const string Scalar = "[{\"name\": \"y\", \"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"float32\", \"shape\": []}}]";
        File.WriteAllBytes(_folder["any.onnx"], OnnxBytes.Unranked(isOutputKnown: true));
        MlModelInfo info = _models.Log(_run.RunId, new ModelToLog(_folder["any.onnx"]), cancellationToken: Token);
        Assert.Equal((null, Scalar), (info.Signature!.Inputs, info.Signature.Outputs));
        info = _models.Log(
            _run.RunId, new ModelToLog(_folder["any.onnx"]) { InputExample = """{"inputs": {"x": [[1.0]], "any": [1.0]}}""" }, cancellationToken: Token);
        Assert.Contains("\"any\"", info.Signature!.Inputs, StringComparison.Ordinal);
        Assert.Equal(Scalar, info.Signature.Outputs);

        File.WriteAllBytes(_folder["any.onnx"], OnnxBytes.Unranked(isOutputKnown: false));
        Assert.Null(_models.Log(_run.RunId, new ModelToLog(_folder["any.onnx"]), cancellationToken: Token).Signature);
    }

    [Fact]
    public void WhatWasGivenIsReadBack()
    {
        MlModelInfo logged = _models.Log(
            _run.RunId,
            new ModelToLog(_folder["weights.bin"])
            {
                ArtifactPath = "a/b",
                Flavors = """{"mine": {"version": "1.0", "nested": {"k": [1, null, 2.5]}}, "other": {}}""",
                Signature = new MlModelSignature
                {
                    Inputs = """[{"type":"double","name":"x é","required":true}]""",
                    Params = """[{"name": "alpha", "default": 0.5, "shape": null, "type": "double"}]""",
                },
                InputExample = """{"columns": ["x é"], "data": [[1.5], [null]]}""",
                Requirements = ["numpy==2.0", "# no", "pandas"],
                Metadata = """{"k": "1.0", "n": null}""",
            },
            cancellationToken: Token);
        MlModelInfo read = _models.GetInfo($"runs:/{_run.RunId}/a/b", Token);
        Assert.Equal((logged.ModelUuid, _run.RunId, "a/b", 5L), (read.ModelUuid, read.RunId, read.ArtifactPath, read.ModelSizeBytes));
        Assert.Equal("[{\"type\": \"double\", \"name\": \"x \\u00E9\", \"required\": true}]", read.Signature!.Inputs);
        Assert.Contains("alpha", read.Signature.Params, StringComparison.Ordinal);
        Assert.Null(read.Signature.Outputs);
        Assert.Equal(("1.0", null), (read.Metadata["k"], read.Metadata["n"]));
        Assert.True(JsonNode.DeepEquals(JsonSerializer.SerializeToNode(logged.Flavors), JsonSerializer.SerializeToNode(read.Flavors)));
        Assert.Equal(logged.UtcTimeCreated, read.UtcTimeCreated);
        string folder = Path.Combine(_run.ArtifactUri, "a/b");
        Assert.Equal("numpy==2.0\npandas", File.ReadAllText(Path.Combine(folder, "requirements.txt")));
        Assert.Equal("{\"columns\": [\"x \\u00E9\"], \"data\": [[1.5], [null]]}", File.ReadAllText(Path.Combine(folder, "input_example.json")));
        Assert.Contains("dataframe_split", File.ReadAllText(Path.Combine(folder, "serving_input_example.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void TheRunRemembersItsModels()
    {
        _models.Log(_run.RunId, new ModelToLog(_folder["net.onnx"]), cancellationToken: Token);
        _models.Log(_run.RunId, new ModelToLog(_folder["net.onnx"]) { ArtifactPath = "second" }, cancellationToken: Token);
        using JsonDocument history = JsonDocument.Parse(_client.GetRun(_run.RunId, Token).Tags["mlflow.log-model.history"]);
        Assert.Equal(["model", "second"], history.RootElement.EnumerateArray().Select(entry => entry.GetProperty("artifact_path").GetString()));
        for (int i = 0; i < 30; i++)
        {
            _models.Log(_run.RunId, new ModelToLog(_folder["net.onnx"]) { ArtifactPath = $"m{i}" }, cancellationToken: Token);
        }

        Assert.Contains("\"m29\"", _client.GetRun(_run.RunId, Token).Tags["mlflow.log-model.history"], StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderOfMlflowsKeepsWhatItSays()
    {
        Directory.CreateDirectory(_folder["saved/data"]);
        File.WriteAllText(_folder["saved/MLmodel"], "flavors:\n  sklearn:\n    pickled_model: model.pkl\nmodel_id: m-1\nsignature:\n  inputs: '[]'\n");
        File.WriteAllText(_folder["saved/requirements.txt"], "scikit-learn");
        File.WriteAllText(_folder["saved/data/model.pkl"], "x");
        MlModelInfo info = _models.Log(_run.RunId, new ModelToLog(_folder["saved"]), cancellationToken: Token);
        Assert.Equal(["sklearn"], info.Flavors.Keys);
        Assert.Equal(("[]", null), (info.Signature!.Inputs, info.ModelId));
        Assert.Equal("scikit-learn", File.ReadAllText(Path.Combine(_run.ArtifactUri, "model/requirements.txt")));
        Assert.True(File.Exists(Path.Combine(_run.ArtifactUri, "model/data/model.pkl")));
    }

    [Fact]
    public void WhatAFolderNeedsIsWrittenBesideWhatItSays()
    {
        Directory.CreateDirectory(_folder["own"]);
        File.WriteAllText(_folder["own/requirements.txt"], "# pinned\nnumpy==2.0\t# for arrays\n");
        File.WriteAllText(_folder["own/conda.yaml"], "name: mine\n");
        ModelToLog own = new(_folder["own"]) { Flavors = """{"mine": {}}""" };
        _models.Log(_run.RunId, own, cancellationToken: Token);
        string Written(string path) => File.ReadAllText(Path.Combine(_run.ArtifactUri, path));
        Assert.Equal("# pinned\nnumpy==2.0\t# for arrays\n", Written("model/requirements.txt"));
        Assert.Equal("name: mine\n", Written("model/conda.yaml"));
        Assert.Contains("-r requirements.txt", Written("model/python_env.yaml"), StringComparison.Ordinal);

        File.Delete(_folder["own/conda.yaml"]);
        _models.Log(_run.RunId, own with { ArtifactPath = "made" }, cancellationToken: Token);
        Assert.Contains("numpy==2.0", Written("made/conda.yaml"), StringComparison.Ordinal);
        _models.Log(_run.RunId, own with { ArtifactPath = "given", Requirements = ["pandas"] }, cancellationToken: Token);
        Assert.Equal("pandas", Written("given/requirements.txt"));
    }

    [Fact]
    public void TheProgressOfAFolderSaysHowMuchIsLeft()
    {
        Directory.CreateDirectory(_folder["parts/deep"]);
        for (int i = 0; i < 20; i++)
        {
            File.WriteAllBytes(_folder[FormattableString.Invariant($"parts/{(i % 2 == 0 ? "" : "deep/")}{i}.bin")], new byte[1000]);
        }

        List<ArtifactProgress> told = [];
        ModelToLog model = new(_folder["parts"]) { Flavors = """{"mine": {}}""" };
        MlModelInfo info = _models.Log(_run.RunId, model, new ArtifactTransfer { Progress = new Told(told) }, Token);
        Assert.Equal((20, 20_000, 20_000), (told[^1].FilesDone, told[^1].BytesDone, told[^1].BytesTotal));
        Assert.Equal((20_000, 24), (info.ModelSizeBytes, Directory.GetFiles(Path.Combine(_run.ArtifactUri, "model"), "*", SearchOption.AllDirectories).Length));
    }

    [Fact]
    public void AFolderWithLinksIsTakenWholeOrNotAtAll()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows needs a right for links");
        Directory.CreateDirectory(_folder["linked/blobs"]);
        File.WriteAllText(_folder["linked/blobs/1"], "weights");
        File.CreateSymbolicLink(_folder["linked/model.bin"], "blobs/1");
        ModelToLog linked = new(_folder["linked"]) { Flavors = """{"mine": {}}""" };
        Assert.Equal(14, _models.Log(_run.RunId, linked, cancellationToken: Token).ModelSizeBytes);
        Assert.Equal("weights", File.ReadAllText(Path.Combine(_run.ArtifactUri, "model/model.bin")));

        File.CreateSymbolicLink(_folder["linked/out.bin"], _folder["weights.bin"]);
        MlException outside = Assert.Throws<MlException>(() => _models.Log(_run.RunId, linked with { ArtifactPath = "x" }, cancellationToken: Token));
        Assert.Contains("out.bin", outside.Message, StringComparison.Ordinal);
        File.Delete(_folder["linked/out.bin"]);
        File.CreateSymbolicLink(_folder["linked/gone.bin"], "nowhere");
        Assert.Equal(
            MlErrorCode.ResourceDoesNotExist,
            Assert.Throws<MlException>(() => _models.Log(_run.RunId, linked with { ArtifactPath = "x" }, cancellationToken: Token)).ErrorCode);
        Assert.False(Directory.Exists(Path.Combine(_run.ArtifactUri, "x")));
    }

    [Fact]
    public void BadModelsAreRefusedAndNothingIsWritten()
    {
        void Refused(MlErrorCode code, ModelToLog model) => Assert.Equal(
            code, Assert.Throws<MlException>(() => _models.Log(_run.RunId, model, cancellationToken: Token)).ErrorCode);
        ModelToLog weights = new(_folder["weights.bin"]) { Flavors = """{"mine": {}}""" };
        Refused(MlErrorCode.ResourceDoesNotExist, new ModelToLog(_folder["none"]));
        Refused(MlErrorCode.InvalidParameterValue, new ModelToLog(_folder["weights.bin"]));
        Refused(MlErrorCode.InvalidParameterValue, weights with { Flavors = "[1]" });
        Refused(MlErrorCode.InvalidParameterValue, weights with { Flavors = """{"onnx": {}}""" });
        Refused(MlErrorCode.InvalidParameterValue, weights with { ArtifactPath = "../a" });
        Refused(MlErrorCode.InvalidParameterValue, weights with { Signature = new MlModelSignature { Inputs = "x" } });
        Refused(MlErrorCode.InvalidParameterValue, weights with { Signature = new MlModelSignature { Inputs = """[{"type": "nope"}]""" } });
        Refused(MlErrorCode.InvalidParameterValue, weights with { InputExample = "3" });
        Refused(MlErrorCode.InvalidParameterValue, weights with { Metadata = "[1]" });
        Refused(MlErrorCode.InvalidParameterValue, weights with { Requirements = ["a\nb"] });
        Assert.False(Directory.Exists(_run.ArtifactUri));
        Assert.DoesNotContain("mlflow.log-model.history", _client.GetRun(_run.RunId, Token).Tags.Keys);
        _client.DeleteRun(_run.RunId, Token);
        Refused(MlErrorCode.InvalidParameterValue, weights);
    }

    [Fact]
    public void BrokenOnnxFilesAreRefused()
    {
        byte[] whole = OnnxBytes.Model();
        Random random = new(7);
        for (int i = 0; i < 300; i++)
        {
            byte[] broken = whole[..random.Next(whole.Length)];
            if (broken.Length > 0 && i % 2 == 0)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(_folder["broken.onnx"], broken);
            try
            {
                OnnxFile.ReadSignature(_folder["broken.onnx"]);
            }
            catch (MlException refused)
            {
                Assert.Equal(MlErrorCode.InvalidParameterValue, refused.ErrorCode);
            }
        }
    }

    [Fact]
    public void WhatMlflowWroteIsRead()
    {
        MlModelInfo two = _models.GetInfo(Shared.Find("behaviour/samples/model-2.22.5"), Token);
        Assert.Equal(("2.22.5", "b1b9eb14afca440c84b0f83ec977b1e3", "model", null), (two.MlflowVersion, two.ModelUuid, two.ArtifactPath, two.ModelId));
        Assert.Equal("v", two.Metadata["k"]);
        Assert.Equal(
            "[{\"name\": \"alpha\", \"default\": 0.5, \"shape\": null, \"type\": \"double\"}, "
            + "{\"name\": \"k\", \"default\": [1, 2], \"shape\": [-1], \"type\": \"long\"}]", two.Signature!.Params);
        MlModelInfo three = _models.GetInfo(Shared.Find("behaviour/samples/model-3.17.2"), Token);
        Assert.Equal("m-384839cb433a42479746772b529a3ed0", three.ModelId);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 15, 10, 31, 856, 620, TimeSpan.Zero), three.UtcTimeCreated);
    }

    [Fact]
    public void InAStoreOfMlflow3ItIsALoggedModelAndAnOutputOfTheRun()
    {
        string path = Shared.Unpack("schema/sample-databases/mlflow-3.17.2.sqlite.db.gz", _folder);
        using MlClient client = MlStore.Connect(path, new MlStoreOptions { BaseFolder = _folder.Path });
        MlExperiment experiment = client.CreateExperiment(new NewExperiment("models"), Token);
        MlRun run = client.CreateRun(new NewRun(experiment.ExperimentId), cancellationToken: Token);
        client.LogParam(run.RunId, "lr", "0.01", Token);
        client.LogParam(run.RunId, "note", "", Token);
        MlModels models = new(client);
        MlModelInfo info = models.Log(
            run.RunId, new ModelToLog(_folder["net.onnx"]) { Tags = [new("mlflow.user", "ann"), new("k", "")] }, cancellationToken: Token);
        Assert.Matches("^m-[0-9a-f]{32}$", info.ModelId!);
        Assert.Equal(info.ModelId, info.ModelUuid);
        Assert.Equal($"{experiment.ArtifactLocation}/models/{info.ModelId}/artifacts", info.ArtifactPath);
        Assert.True(File.Exists(Path.Combine(info.ArtifactPath!, "model.onnx")));
        Assert.False(Directory.Exists(run.ArtifactUri));
        Assert.DoesNotContain("mlflow.log-model.history", client.GetRun(run.RunId, Token).Tags.Keys);
        Assert.Equal(
            $"2|{run.RunId}|model",
            RawSql.Text(path, $"SELECT status || '|' || source_run_id || '|' || name FROM logged_models WHERE model_id = '{info.ModelId}'"));
        Assert.Equal(
            $"{experiment.ExperimentId}|lr=0.01,{experiment.ExperimentId}|note=",
            RawSql.Text(
                path,
                "SELECT group_concat(p, ',') FROM (SELECT experiment_id || '|' || param_key || '=' || param_value AS p FROM logged_model_params "
                + $"WHERE model_id = '{info.ModelId}' ORDER BY param_key)"));
        Assert.Equal(info.ModelId, models.GetInfo($"runs:/{run.RunId}/model", Token).ModelId);
        Assert.Equal(info.ModelId, models.GetInfo($"models:/{info.ModelId}", Token).ModelId);
        MlModelVersion version = models.Register(new ModelRegistration("ours", $"runs:/{run.RunId}/model"), Token);
        Assert.Equal(($"models:/{info.ModelId}", run.RunId), (version.Source, version.RunId));
        Assert.Equal(info.ModelId, models.GetInfo("models:/ours/1", Token).ModelId);
        models.Register(new ModelRegistration("ours", $"models:/{info.ModelId}"), Token);
        models.Register(new ModelRegistration("others", "models:/ours/1"), Token);
        LoggedModel logged = client.LoggedModels(Token)!.GetLoggedModel(info.ModelId!, Token)!;
        Assert.Equal(
            ["k=", "mlflow.modelVersions=[{\"name\": \"ours\", \"version\": 1}, {\"name\": \"ours\", \"version\": 2}]", "mlflow.user=ann"],
            logged.Tags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        MlException missing = Assert.Throws<MlException>(() => client.LoggedModels(Token)!.SetLoggedModelTags("m-none", logged.Tags.ToList(), Token));
        Assert.Equal(MlErrorCode.ResourceDoesNotExist, missing.ErrorCode);
        string saved = new MlArtifacts(client).DownloadUri($"runs:/{run.RunId}/model", null, _folder["saved"], cancellationToken: Token);
        Assert.True(File.Exists(Path.Combine(saved, "MLmodel")));
        Assert.Throws<MlException>(() => models.Log(run.RunId, new ModelToLog(_folder["net.onnx"]) { ArtifactPath = "a/b" }, cancellationToken: Token));
    }

    private sealed class Told(List<ArtifactProgress> reports) : IProgress<ArtifactProgress>
    {
        public void Report(ArtifactProgress value) => reports.Add(value);
    }
}
