namespace MlTrack.Stores.Tests.Artifacts;

public sealed class ArtifactDownloadTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly LocalArtifactStore _store;

    public ArtifactDownloadTests()
    {
        _temp.Write("root/a/b/one", "one");
        _temp.Write("root/a/two", "two");
        _temp.MakeFolder("root/a/empty");
        _store = new LocalArtifactStore(_temp["root"]);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_file_and_a_folder_keep_their_paths()
    {
        Assert.Equal(_temp["x/y/a/b/one"], Path.GetFullPath(Save("a/b/one", "x/y")));
        Assert.Equal(["a/b/one"], _temp.Files("x/y"));
        Assert.Equal(_temp["z/a"], Save("a", "z"));
        Assert.Equal(["a/b/one", "a/two"], _temp.Files("z"));
        Assert.True(Directory.Exists(_temp["z/a/empty"]));
        Assert.Equal(_temp["all"], Save("", "all"));
        Assert.Equal(["a/b/one", "a/two"], _temp.Files("all"));
    }

    [Fact]
    public void What_is_missing_is_an_artifact_not_found_and_makes_nothing()
    {
        Expect(MlErrorCode.ResourceDoesNotExist, MlEntity.Artifact, () => Save("missing", "x"));
        Assert.False(Directory.Exists(_temp["x"]));
    }

    [Fact]
    public void A_destination_that_is_there_is_left_alone()
    {
        Save("a", "x");
        _temp.Write("x/a/two", "mine");
        MlException folder = Expect(MlErrorCode.ResourceAlreadyExists, MlEntity.Path, () => Save("a", "x"));
        Assert.Equal(_temp["x/a"], folder.Target);
        Expect(MlErrorCode.ResourceAlreadyExists, MlEntity.Path, () => Save("a/two", "x"));
        Expect(MlErrorCode.ResourceAlreadyExists, MlEntity.Path, () => Save("", "x"));
        Assert.Equal("mine", File.ReadAllText(_temp["x/a/two"]));
    }

    [Fact]
    public void An_empty_folder_is_no_obstacle()
    {
        _temp.MakeFolder("x/a");
        Save("a", "x");
        Assert.Equal(["a/b/one", "a/two"], _temp.Files("x"));
    }

    [Fact]
    public void Overwriting_replaces_files_and_keeps_others()
    {
        _temp.Write("x/a/two", "mine");
        _temp.Write("x/a/other", "other");
        Save("a", "x", new() { Overwrite = true });
        Assert.Equal(["a/b/one", "a/other", "a/two"], _temp.Files("x"));
        Assert.Equal("two", File.ReadAllText(_temp["x/a/two"]));
    }

    [Fact]
    public void Resuming_leaves_out_what_is_the_same_and_refuses_what_differs()
    {
        Save("a/b", "x");
        DateTime written = new(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_temp["x/a/b/one"], written);
        Save("a", "x", new() { Resume = true });
        Assert.Equal(["a/b/one", "a/two"], _temp.Files("x"));
        Assert.Equal(written, File.GetLastWriteTimeUtc(_temp["x/a/b/one"]));

        _temp.Write("x/a/b/one", "ONE");
        Expect(MlErrorCode.ResourceAlreadyExists, MlEntity.Path, () => Save("a", "x", new() { Resume = true }));
        Assert.Equal("ONE", File.ReadAllText(_temp["x/a/b/one"]));
        Save("a", "x", new() { Resume = true, Overwrite = true });
        Assert.Equal("one", File.ReadAllText(_temp["x/a/b/one"]));
    }

    [Fact]
    public void A_file_in_the_way_of_a_folder_is_not_removed_even_by_force()
    {
        _temp.Write("x/a", "mine");
        Expect(MlErrorCode.ResourceAlreadyExists, MlEntity.Path, () => Save("a/two", "x", new() { Overwrite = true }));
        Expect(MlErrorCode.ResourceAlreadyExists, MlEntity.Path, () => Save("a", "x", new() { Overwrite = true }));
        _temp.Write("file");
        Expect(MlErrorCode.ResourceAlreadyExists, MlEntity.Path, () => Save("a/two", "file"));
        _temp.MakeFolder("y/a/two");
        Expect(MlErrorCode.ResourceAlreadyExists, MlEntity.Path, () => Save("a/two", "y", new() { Overwrite = true }));
        Assert.Equal("mine", File.ReadAllText(_temp["x/a"]));
    }

    [Fact]
    public void Nothing_that_a_store_lists_leaves_the_destination()
    {
        string[] hostile =
        [
            "f/../../out", "../out", "/out", "f/./x", "f//x", @"f\..\..\out", "C:/out", "f/a\nb", "f/", "", "elsewhere/x",
            "f/.artifact.uploading.1",
        ];
        using HostileStore store = new([.. hostile, "f/good"]);
        List<MlException> errors = [];
        ArtifactDownload.Run(store, "f", _temp["in/dest"], "f", new() { OnError = errors.Add }, Token);
        Assert.Equal(["dest/f/good"], _temp.Files("in"));
        Assert.Equal(hostile.Length, errors.Count);
        Assert.All(errors, error => Assert.Equal(MlEntity.Name, error.Entity));
        Assert.Throws<MlException>(() => ArtifactDownload.Run(store, "f", _temp["again"], "f", new(), Token));
    }

    [Fact]
    public void Without_a_listener_the_first_error_ends_it_and_with_one_the_rest_is_saved()
    {
        _temp.Link("root/a/bad", "/");
        Expect(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => Save("a", "x"));
        List<MlException> errors = [];
        Save("a", "y", new() { OnError = errors.Add });
        Assert.Equal(["a/b/one", "a/two"], _temp.Files("y"));
        Assert.Single(errors);
    }

    [Fact]
    public void Progress_is_told()
    {
        List<ArtifactProgress> told = [];
        Save("a", "x", new() { Progress = new Listener(told.Add) });
        Assert.Equal((2, 6, null), (told[^1].FilesDone, told[^1].BytesDone, told[^1].BytesTotal));
        told.Clear();
        Save("a/two", "y", new() { Progress = new Listener(told.Add) });
        Assert.Equal([new("a/two", 0, 3, 3), new ArtifactProgress("a/two", 1, 3, 3)], told);
    }

    [Fact]
    public void A_stop_leaves_no_half_file()
    {
        File.WriteAllBytes(_temp["root/big"], new byte[20_000_000]);
        using CancellationTokenSource stop = new();

        // The first report comes at once, after the first piece.
        Listener listener = new(_ => stop.Cancel());
        Assert.ThrowsAny<OperationCanceledException>(() => ArtifactDownload.Run(
            _store, "big", _temp["x"], "big", new() { Progress = listener }, stop.Token));
        Assert.Empty(_temp.Files("x"));
    }

    private string Save(string path, string destination, ArtifactTransfer? transfer = null) =>
        ArtifactDownload.Run(_store, path, _temp[destination], path, transfer ?? new(), Token);

    private static MlException Expect(MlErrorCode code, MlEntity entity, Action action)
    {
        MlException error = Assert.Throws<MlException>(action);
        Assert.Equal((code, entity), (error.ErrorCode, error.Entity));
        return error;
    }

    private sealed class Listener(Action<ArtifactProgress> report) : IProgress<ArtifactProgress>
    {
        public void Report(ArtifactProgress value) => report(value);
    }
}
