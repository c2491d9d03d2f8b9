using System.Collections.ObjectModel;
using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;
using MlTrack.Stores;
using MlTrack.Stores.Tests.Artifacts;

namespace MlTrack.Interop.Tests.Servers;

/// <summary>Models through a server of MLflow 3: logged models for both tools, whichever has logged them.</summary>
[Collection(RestCollections.Three)]
public sealed class ServerModelTests : IDisposable
{
    private readonly MlflowServer _server = MlflowServer.Shared(MlflowInstall.Version3);
    private readonly TempFolder _local = new();
    private readonly MlTrackTool _mltrack;
    private readonly MlflowTool _mlflow;

    public ServerModelTests()
    {
        _server.Reset();
        _mltrack = new MlTrackTool(_server.Uri, _local["."]);
        _mlflow = new MlflowTool(MlflowProcess.Shared(MlflowInstall.Version3), _server.Uri, _local["."]);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private MlClient Client => _mltrack.Client;

    public void Dispose()
    {
        _mltrack.Dispose();
        _local.Dispose();
    }

    [Fact]
    public void MLflow_finds_what_MlTrack_logs()
    {
        _local.Write("weights.bin", "12345");
        MlRun run = Client.CreateRun(new NewRun("0"), cancellationToken: Token);
        for (int i = 0; i < 150; i++)
        {
            Client.LogParam(run.RunId, FormattableString.Invariant($"p{i}"), i == 0 ? "" : "ü", Token);
        }

        MlModelInfo info = _mltrack.Models.Log(
            run.RunId, new ModelToLog(_local["weights.bin"]) { Flavors = """{"mine": {"version": "1"}}""", Tags = [new("team", "red")] },
            cancellationToken: Token);
        JsonNode seen = _mlflow.Call("logged_model", new { run_id = run.RunId })!;
        Assert.Equal($"""[["{info.ModelId}",0]]""", seen["outputs"]!.ToJsonString());
        Assert.Equal(
            (info.ModelId, "model", "0", "READY", run.RunId),
            ((string?)seen["id"], (string?)seen["name"], (string?)seen["experiment_id"], (string?)seen["status"], (string?)seen["run_id"]));
        Assert.Equal((150, "", "ü"), (seen["params"]!.AsObject().Count, (string?)seen["params"]!["p0"], (string?)seen["params"]!["p149"]));
        Assert.Equal($"mlflow-artifacts:/0/models/{info.ModelId}/artifacts", (string?)seen["location"]);
        Assert.Equal(
            ["MLmodel", "conda.yaml", "python_env.yaml", "requirements.txt", "weights.bin"], seen["files"]!.AsArray().Select(file => (string?)file));
        Assert.Empty(_mltrack.Artifacts.List(run.RunId, null, recurse: true, Token));
        foreach (string uri in new[] { info.ModelUri, $"models:/{info.ModelId}" })
        {
            JsonNode read = _mlflow.Call("model_info", new { model = uri })!;
            Assert.Equal((info.ModelUuid, run.RunId, 5), ((string?)read["uuid"], (string?)read["run_id"], (int?)read["size"]));
        }

        Assert.Equal(1, (int)_mlflow.Call("register_model", new { name = "m", source = info.ModelUri })!);
        Assert.Equal(2, (int)_mltrack.Call("register_model", new { name = "m", source = info.ModelUri })!);
        Assert.Equal(3, (int)_mltrack.Call("register_model", new { name = "m", source = $"models:/{info.ModelId}" })!);
        string?[] sources = [.. Client.GetModelVersions("m", Token).Select(version => version.Source)];
        Assert.All(sources, source => Assert.Equal($"models:/{info.ModelId}", source));
        Assert.Equal(info.ModelUuid, (string?)_mlflow.Call("model_info", new { model = "models:/m/2" })!["uuid"]);

        // Whoever registers, the model's tag names the version (MLflow's client names what the server has named already a second time).
        JsonNode tags = _mlflow.Call("logged_model_tags", new { model_id = info.ModelId })!;
        Assert.Equal("red", (string?)tags["team"]);
        Assert.Equal(
            ["1", "1", "2", "3"], JsonNode.Parse((string)tags["mlflow.modelVersions"]!)!.AsArray().Select(version => version!["version"]!.ToString()));
        Assert.Equal(
            (string?)tags["mlflow.modelVersions"],
            Client.LoggedModels(Token)!.GetLoggedModel(info.ModelId!, Token)!.Tags["mlflow.modelVersions"]);
    }

    [Fact]
    public void MlTrack_finds_what_MLflow_logs()
    {
        JsonNode made = _mlflow.Call("log_model", new { name = "model", step = 3 })!;
        (string run, string id) = ((string)made["run_id"]!, (string)made["model_id"]!);
        string[] files = ["MLmodel", "conda.yaml", "python_env.yaml", "python_model.pkl", "requirements.txt"];
        Assert.Equal(id, _mltrack.Models.GetInfo($"runs:/{run}/model", Token).ModelId);
        Assert.Equal(id, _mltrack.Models.GetInfo($"models:/{id}", Token).ModelId);
        Assert.Equal(
            files.Select(file => "model/" + file),
            _mltrack.Artifacts.ListUri($"runs:/{run}/model", null, true, Token).Select(file => file.Path).Order(StringComparer.Ordinal));
        string saved = _mltrack.Artifacts.DownloadUri($"runs:/{run}/model", null, _local["saved"], null, Token);
        Assert.Equal(files, Directory.EnumerateFiles(saved).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        MlModelVersion version = _mltrack.Models.Register(new ModelRegistration("theirs", $"runs:/{run}/model"), Token);
        Assert.Equal(($"models:/{id}", run), (version.Source, version.RunId));
        string served = _mltrack.Models.Save(version, _local["served"], null, Token);
        Assert.Equal(files, Directory.EnumerateFiles(served).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        ILoggedModelStore models = Client.LoggedModels(Token)!;
        Assert.Equal((id, 3), (models.GetLoggedModels(run, "model", Token).Single().ModelId, models.GetLoggedModels(run, "model", Token).Single().Step));
        Assert.Empty(models.GetLoggedModels(run, "other", Token));
        Assert.Null(models.GetLoggedModel("m-" + new string('0', 32), Token));
    }

    [Fact]
    public void Who_may_not_have_a_model_is_told()
    {
        _local.Write("weights.bin", "12345");
        ModelToLog model = new(_local["weights.bin"]) { Flavors = """{"mine": {}}""" };
        MlRun run = Client.CreateRun(new NewRun("0"), cancellationToken: Token);
        Client.DeleteRun(run.RunId, Token);
        Assert.Equal(MlEntity.Run, Assert.Throws<MlException>(() => _mltrack.Models.Log(run.RunId, model, null, Token)).Entity);
        Assert.Equal(
            MlEntity.Run, Assert.Throws<MlException>(() => Client.LoggedModels(Token)!.CreateLoggedModel(run.RunId, "x", Token)).Entity);
        Assert.Equal(
            MlEntity.Run, Assert.Throws<MlException>(() => Client.LoggedModels(Token)!.GetLoggedModels(new string('f', 32), "x", Token)).Entity);
        Client.RestoreRun(run.RunId, Token);
        Assert.Equal(
            MlErrorCode.InvalidParameterValue,
            Assert.ThrowsAny<MlException>(() => _mltrack.Models.Log(run.RunId, model with { ArtifactPath = "a.b" }, null, Token)).ErrorCode);
    }

    [Fact]
    public void Long_tags_are_kept_as_the_server_keeps_them()
    {
        string tag = new('d', 100_000);
        _mltrack.Models.Register(new ModelRegistration("m", "s3://bucket/m") { Tags = [new("long", tag)] }, Token);
        Client.SetModelVersionTags("m", 1, [new("second", tag)], Token);
        Client.SetExperimentTags("0", [new("long", tag[..20_000])], Token);
        MlRun run = Client.CreateRun(new NewRun("0"), cancellationToken: Token);
        Client.SetTag(run.RunId, "long", tag[..8000], Token);
        ReadOnlyDictionary<string, string> tags = Client.GetModelVersion("m", 1, Token).Tags;
        Assert.Equal((tag, tag, 20_000), (tags["long"], tags["second"], Client.GetExperiment("0", Token).Tags["long"].Length));
        Assert.Contains(
            "100001", Assert.Throws<MlException>(() => Client.SetModelVersionTags("m", 1, [new("long", tag + "d")], Token)).Message,
            StringComparison.Ordinal);
    }
}
