using System.Globalization;
using System.Text;

namespace MlTrack.Stores.Tests.Artifacts;

public sealed class MlArtifactsTests : IDisposable
{
    private const string Run = "0123456789abcdef0123456789abcdef";
    private const string Deleted = "fedcba9876543210fedcba9876543210";

    private readonly TempFolder _temp = new();
    private readonly FakeRuns _runs;
    private readonly MlClient _client;
    private readonly MlArtifacts _artifacts;

    public MlArtifactsTests()
    {
        _runs = new FakeRuns(
            new MlRun { RunId = Run, ArtifactUri = _temp["mlruns/1/" + Run + "/artifacts"], StoreKey = "key" },
            new MlRun { RunId = Deleted, ArtifactUri = _temp["deleted"], LifecycleStage = MlLifecycleStage.Deleted },
            new MlRun { RunId = "relative", ArtifactUri = "./mlruns/0/relative/artifacts" },
            new MlRun { RunId = "gs", ArtifactUri = "gs://bucket/x" },
            new MlRun { RunId = "none", ArtifactUri = "" });
        _client = new MlClient(_runs);
        _artifacts = new MlArtifacts(_client, new() { BaseFolder = _temp.FullPath });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Stored => "mlruns/1/" + Run + "/artifacts/";

    public void Dispose()
    {
        _client.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void A_file_goes_to_the_artifact_path_by_its_name()
    {
        _temp.Write("in/data.csv", "a,b");
        MlArtifact logged = _artifacts.LogArtifact(Run, "in/data.csv", cancellationToken: Token);
        Assert.Equal(("data.csv", false, 3L, Run, "key"), (logged.Path, logged.IsDirectory, logged.Size, logged.RunId, logged.StoreKey));
        Assert.Equal(_temp[Stored + "data.csv"], logged.Uri);
        Assert.Equal("x/y/data.csv", _artifacts.LogArtifact(Run, _temp["in/data.csv"], "x/y", cancellationToken: Token).Path);
        Assert.Equal(["data.csv", "x/y/data.csv"], _temp.Files(Stored));
    }

    [Fact]
    public void A_folder_keeps_its_name_unless_a_path_says_where_its_content_goes()
    {
        _temp.Write("in/a", "a");
        _temp.Write("in/sub/b", "b");
        _temp.MakeFolder("in/empty");
        Assert.Equal("in", _artifacts.LogArtifact(Run, "in/", cancellationToken: Token).Path);
        Assert.Equal("x", _artifacts.LogArtifact(Run, "in", "x", cancellationToken: Token).Path);
        Assert.Equal("", _artifacts.LogArtifact(Run, "in", "", cancellationToken: Token).Path);
        Assert.Equal(["a", "in/a", "in/sub/b", "sub/b", "x/a", "x/sub/b"], _temp.Files(Stored));
        Assert.True(Directory.Exists(_temp[Stored + "in/empty"]));
        Assert.True(Assert.Single(_artifacts.List(Run, "", cancellationToken: Token), artifact => artifact.Path == "in").IsDirectory);
    }

    [Fact]
    public void The_current_folder_has_a_name_and_the_root_has_none()
    {
        MlArtifacts there = new(_client, new() { BaseFolder = _temp.MakeFolder("in/deep") });
        _temp.Write("in/deep/a");
        Assert.Equal("deep", there.LogArtifact(Run, ".", cancellationToken: Token).Path);
        Expect(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => there.LogArtifact(Run, Path.GetPathRoot(_temp.FullPath)!));
    }

    [Fact]
    public void A_folder_is_not_copied_into_itself()
    {
        _temp.Write("a");
        _temp.MakeFolder("mlruns");
        Expect(MlErrorCode.InvalidParameterValue, MlEntity.Value, () => _artifacts.LogArtifact(Run, "."));
        Expect(MlErrorCode.InvalidParameterValue, MlEntity.Value, () => _artifacts.LogArtifact(Run, "mlruns"));
        Assert.Equal(["a"], _temp.Files());
        _artifacts.LogText(Run, "x/f", "f", Token);
        Expect(MlErrorCode.InvalidParameterValue, MlEntity.Value, () => _artifacts.LogArtifact(Run, Stored + "x", "x"));
        _artifacts.LogArtifact(Run, Stored + "x", "y", cancellationToken: Token);
        _artifacts.LogArtifact(Run, Stored + "x/f", "x", cancellationToken: Token);
        Assert.Equal(["x/f", "y/f"], _temp.Files(Stored));
    }

    [Fact]
    public void Bad_input_is_refused_and_writes_nothing()
    {
        string file = _temp.Write("in/f");
        Expect(MlErrorCode.ResourceDoesNotExist, MlEntity.Path, () => _artifacts.LogArtifact(Run, "missing"));
        Expect(MlErrorCode.ResourceDoesNotExist, MlEntity.Path, () => _artifacts.LogArtifact(Run, ""));
        Expect(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => _artifacts.LogArtifact(Run, "a\0b"));
        foreach (string path in new[] { "..", "../x", "/x", "a//b", "a/", "./a", @"a\b", "C:/x" })
        {
            Expect(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => _artifacts.LogArtifact(Run, file, path));
            Expect(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => _artifacts.LogText(Run, path, "x"));
            Expect(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => _artifacts.LogJson(Run, path, "{}"));
            Expect(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => _artifacts.Download(Run, path, "out"));
            Expect(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => _ = _artifacts.List(Run, path).Count());
        }

        Expect(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => _artifacts.LogText(Run, "", "x"));
        Expect(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => _artifacts.Download(Run, null, ""));
        Expect(MlErrorCode.ResourceDoesNotExist, MlEntity.Run, () => _artifacts.LogText("nope", "f", "x"));
        Expect(MlErrorCode.InvalidParameterValue, MlEntity.Id, () => _artifacts.LogText("", "f", "x"));
        Expect(MlErrorCode.InvalidState, MlEntity.Run, () => _artifacts.LogText("none", "f", "x"));
        Expect(MlErrorCode.NotImplemented, MlEntity.Uri, () => _artifacts.LogText("gs", "f", "x"));
        Expect(MlErrorCode.InvalidParameterValue, MlEntity.Value, () => _artifacts.LogText(Run, "f", "a\ud800b"));
        Assert.Equal(["in/f"], _temp.Files());
    }

    [Fact]
    public void A_deleted_run_is_read_and_not_written()
    {
        _temp.Write("deleted/f", "kept");
        Expect(MlErrorCode.InvalidParameterValue, MlEntity.Run, () => _artifacts.LogText(Deleted, "g", "x"));
        Expect(MlErrorCode.InvalidParameterValue, MlEntity.Run, () => _artifacts.LogArtifact(Deleted, _temp["deleted/f"]));
        Assert.Equal("f", Assert.Single(_artifacts.List(Deleted, cancellationToken: Token)).Path);
        Assert.Equal("kept", File.ReadAllText(_artifacts.Download(Deleted, "f", "out", cancellationToken: Token)));
        Assert.Equal(["f"], _temp.Files("deleted"));
    }

    [Fact]
    public void Text_and_bytes_are_stored_as_they_are()
    {
        Assert.Equal(8, _artifacts.LogText(Run, "notes/ü.txt", "ü\r\n😀", Token).Size);
        Assert.Equal("ü\r\n😀"u8.ToArray(), File.ReadAllBytes(_temp[Stored + "notes/ü.txt"]));
        Assert.Equal(0, _artifacts.LogText(Run, "empty.txt", "", Token).Size);
        _artifacts.LogBytes(Run, "b.bin", [0, 255, 1], Token);
        Assert.Equal([0, 255, 1], File.ReadAllBytes(_temp[Stored + "b.bin"]));
    }

    [Theory]
    [InlineData("{\"a\":1,\"b\":[1,2.50,1e400],\"c\":{},\"d\":[],\"e\":{\"ü\":\"<&>'+\"}}",
        "{\n  \"a\": 1,\n  \"b\": [\n    1,\n    2.50,\n    1e400\n  ],\n"
        + "  \"c\": {},\n  \"d\": [],\n  \"e\": {\n    \"ü\": \"<&>'+\"\n  }\n}")]
    [InlineData("[null,true]", "[\n  null,\n  true\n]")]
    [InlineData(" 1.0 ", "1.0")]
    public void Json_is_laid_out_as_MLflow_does(string json, string expected)
    {
        _artifacts.LogJson(Run, "a.json", json, Token);
        Assert.Equal(Encoding.UTF8.GetBytes(expected), File.ReadAllBytes(_temp[Stored + "a.json"]));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("{'a':1}")]
    public void What_is_no_json_is_refused(string json)
    {
        MlException error = Expect(MlErrorCode.InvalidParameterValue, MlEntity.Value, () => _artifacts.LogJson(Run, "a.json", json));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Listing_goes_one_level_or_all_the_way()
    {
        foreach (string path in new[] { "b/x/y", "b/a", "a", "c" })
        {
            _artifacts.LogText(Run, path, path, Token);
        }

        Assert.Equal(["a", "b", "c"], Paths(_artifacts.List(Run, cancellationToken: Token)));
        Assert.Equal(["a", "b", "b/a", "b/x", "b/x/y", "c"], Paths(_artifacts.List(Run, recurse: true, cancellationToken: Token)));
        Assert.Equal(["b/a", "b/x"], Paths(_artifacts.List(Run, "b", cancellationToken: Token)));
        Assert.Empty(_artifacts.List(Run, "a", cancellationToken: Token));
        Assert.Empty(_artifacts.List(Run, "missing", recurse: true, cancellationToken: Token));
        Assert.Equal(["b/a", "b/x", "b/x/y"], Paths(_artifacts.ListUri("runs:/" + Run + "/b", recurse: true, cancellationToken: Token)));
        Assert.Equal(["b/x/y"], Paths(_artifacts.ListUri("runs:/" + Run + "/b", "x", cancellationToken: Token)));
        Assert.Equal(["a", "x"], Paths(_artifacts.ListUri(_temp[Stored + "b"], cancellationToken: Token)));
        Assert.All(_artifacts.ListUri("runs:/" + Run, cancellationToken: Token), artifact => Assert.Equal(Run, artifact.RunId));
        Assert.All(_artifacts.ListUri(_temp[Stored], cancellationToken: Token), artifact => Assert.Null(artifact.RunId));
    }

    [Fact]
    public void Everything_that_is_listed_can_be_saved_and_keeps_its_path()
    {
        _artifacts.LogText(Run, "b/#1 100%/y", "y", Token);
        string folder = _temp[Stored + "b"];
        string uri = new Uri(folder).AbsoluteUri;
        int number = 0;
        foreach ((string from, string expected) in new[] { ("runs:/" + Run, "b/#1 100%/y"), (folder, "#1 100%/y"), (uri, "#1 100%/y") })
        {
            foreach (MlArtifact artifact in _artifacts.ListUri(from, recurse: true, cancellationToken: Token))
            {
                string destination = "out" + (number++).ToString(CultureInfo.InvariantCulture);
                string saved = _artifacts.Download(artifact, destination, cancellationToken: Token);
                Assert.Equal(_temp[destination + "/" + artifact.Path], saved);
                Assert.Equal([expected], _temp.Files(destination));
            }
        }
    }

    [Fact]
    public void A_uri_is_saved_by_its_name_and_below_runs_by_its_path()
    {
        _artifacts.LogText(Run, "m/sub/f", "f", Token);
        Assert.Equal(_temp["1/m/sub"], _artifacts.DownloadUri("runs:/" + Run + "/m/sub", null, "1", cancellationToken: Token));
        Assert.Equal(["m/sub/f"], _temp.Files("1"));
        Assert.Equal(_temp["2/sub"], _artifacts.DownloadUri(_temp[Stored + "m/sub"], null, "2", cancellationToken: Token));
        Assert.Equal(["sub/f"], _temp.Files("2"));
        string uri = new Uri(_temp[Stored + "m/sub/f"]).AbsoluteUri;
        Assert.Equal(_temp["3/f"], _artifacts.DownloadUri(uri, "", "3", cancellationToken: Token));
        Assert.Equal("f", File.ReadAllText(_temp["3/f"]));
        Assert.Equal(_temp["4/sub/f"], _artifacts.DownloadUri(Stored + "m", "sub/f", "4", cancellationToken: Token));
        Assert.Equal(_temp["5"], _artifacts.DownloadUri("runs:/" + Run, null, "5", cancellationToken: Token));
        Assert.Equal(["m/sub/f"], _temp.Files("5"));
        Expect(MlErrorCode.ResourceDoesNotExist, MlEntity.Artifact, () => _artifacts.DownloadUri(_temp["missing"], null, "6"));
        Expect(MlErrorCode.ResourceDoesNotExist, MlEntity.Artifact, () => _artifacts.DownloadUri("runs:/" + Run + "/missing", null, "6"));
        Expect(MlErrorCode.NotImplemented, MlEntity.None, () => _artifacts.DownloadUri("models:/m/1", null, "6"));
        Assert.False(Directory.Exists(_temp["6"]));
    }

    [Fact]
    public void Relative_roots_start_at_the_base_folder()
    {
        Assert.Equal(_temp["mlruns/0/relative/artifacts/f"], _artifacts.LogText("relative", "f", "x", Token).Uri);
        Assert.Equal(["mlruns/0/relative/artifacts/f"], _temp.Files());
    }

    [Fact]
    public void A_run_that_is_opened_once_is_read_once()
    {
        using MlArtifactFolder folder = _artifacts.Open(Run, forWriting: true, Token);
        for (int i = 0; i < 10; i++)
        {
            folder.LogText("f" + i.ToString(CultureInfo.InvariantCulture), "x", Token);
        }

        Assert.Equal(1, _runs.Reads);
        using Stream content = folder.OpenRead("f3", Token);
        Assert.Equal('x', content.ReadByte());
        Assert.Null(folder.Find("missing", Token));
    }

    [Fact]
    public void A_thousand_files_go_up_and_down()
    {
        byte[] content = new byte[10_000];
        _temp.MakeFolder("in");
        for (int i = 0; i < 1000; i++)
        {
            File.WriteAllBytes(_temp["in/f" + i.ToString(CultureInfo.InvariantCulture)], content);
        }

        _artifacts.LogArtifact(Run, "in", "many", cancellationToken: Token);
        Assert.Equal(1000, _artifacts.List(Run, "many", cancellationToken: Token).Count());
        _artifacts.Download(Run, "many", "out", cancellationToken: Token);
        Assert.Equal(1000, _temp.Files("out/many").Length);
    }

    [Fact]
    public void A_source_that_vanishes_is_told_and_its_neighbours_are_stored()
    {
        foreach (string name in new[] { "a", "b", "c", "d" })
        {
            _temp.Write("in/" + name);
        }

        using VanishingSource store = new(new LocalArtifactStore(_temp["kept"]));
        List<MlException> errors = [];
        ArtifactUpload.Folder(store, _temp["in"], "in", new() { OnError = errors.Add }, Token);
        Assert.Equal(["in/" + store.First], store.Walk("", Token).Where(entry => !entry.IsDirectory).Select(entry => entry.Path));
        Assert.Equal(3, errors.Count);
        Assert.All(errors, error => Assert.Equal((MlErrorCode.ResourceDoesNotExist, MlEntity.Path), (error.ErrorCode, error.Entity)));
    }

    private static string[] Paths(IEnumerable<MlArtifact> artifacts) => [.. artifacts.Select(artifact => artifact.Path)];

    private static MlException Expect(MlErrorCode code, MlEntity entity, Action action)
    {
        MlException error = Assert.Throws<MlException>(action);
        Assert.Equal((code, entity), (error.ErrorCode, error.Entity));
        return error;
    }
}
