namespace MlTrack.Stores.Tests.Artifacts;

/// <summary>Symbolic links: in the store, in a source folder, in a destination.</summary>
public sealed class LocalLinksTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly LocalArtifactStore _store;

    public LocalLinksTests()
    {
        _temp.Write("outside/secret", "secret");
        _temp.Write("root/real/file", "inside");
        _store = new LocalArtifactStore(_temp["root"]);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("outside/secret", "link")]
    [InlineData("outside", "link")]
    [InlineData("outside", "link/secret")]
    [InlineData("outside/not there", "link")]
    [InlineData("", "link/outside/secret")]
    public void A_link_out_of_the_store_is_refused_for_reading(string target, string path)
    {
        _temp.Link("root/link", _temp[target]);
        Refused(() => _store.OpenRead(path, Token).Dispose());
        Refused(() => _store.Download(path, _temp["out"], null, Token));
        Refused(() => _store.Find(path, Token));
        Refused(() => Assert.Empty(_store.List(path, Token)));
        Refused(() => Assert.Empty(_store.Walk(path, Token)));
        Refused(() => ArtifactDownload.Run(_store, path, _temp["saved"], path, new(), Token));
        Assert.False(File.Exists(_temp["out"]));
        Assert.False(Directory.Exists(_temp["saved"]));
    }

    [Fact]
    public void A_link_out_of_the_store_is_refused_for_writing()
    {
        _temp.Link("root/link", _temp["outside"]);
        _temp.Link("root/real/up", "../../outside");
        string[] before = _temp.Files("outside");
        foreach (string path in new[] { "link/new", "link/a/new", "real/up/new" })
        {
            using MemoryStream content = new([1]);
            Refused(() => _store.Upload(content, path, null, Token));
            Refused(() => _store.MakeFolder(path, Token));
        }

        Assert.Equal(before, _temp.Files("outside"));
    }

    [Fact]
    public void Writing_to_a_link_replaces_the_link_and_not_its_target()
    {
        _temp.Link("root/link", _temp["outside/secret"]);
        using MemoryStream content = new("new"u8.ToArray());
        _store.Upload(content, "link", null, Token);
        Assert.Equal("secret", File.ReadAllText(_temp["outside/secret"]));
        Assert.Equal("new", File.ReadAllText(_temp["root/link"]));
        Assert.Null(new FileInfo(_temp["root/link"]).LinkTarget);
    }

    [Fact]
    public void Links_that_lead_out_are_listed_without_a_size_and_never_entered()
    {
        _temp.Link("root/file link", _temp["outside/secret"]);
        _temp.Link("root/folder link", _temp["outside"]);
        _temp.Link("root/broken", "nowhere");
        foreach (IEnumerable<ArtifactEntry> listing in new[] { _store.List("", Token), _store.Walk("", Token) })
        {
            ArtifactEntry[] links = [.. listing.Where(entry => entry.Path.Split('/')[0] is not "real")];
            Assert.Equal(["broken", "file link", "folder link"], links.Select(entry => entry.Path).Order());
            Assert.All(links, entry => Assert.Equal((false, null), (entry.IsDirectory, entry.Size)));
            Assert.All(links, entry => Assert.NotNull(entry.Error));
        }
    }

    [Fact]
    public void Links_inside_are_what_they_point_at()
    {
        _temp.Link("root/file link", "real/file");
        _temp.Link("root/folder link", _temp["root/real"]);
        _temp.Link("root/a/b/up", "../../real");
        Assert.Equal(new ArtifactEntry("file link", false, 6), _store.Find("file link", Token));
        Assert.Equal(new ArtifactEntry("folder link/file", false, 6), Assert.Single(_store.List("folder link", Token)));
        Assert.Contains(new ArtifactEntry("a/b/up/file", false, 6), _store.Walk("", Token));
        ArtifactDownload.Run(_store, "", _temp["saved"], "", new(), Token);
        Assert.Equal(["a/b/up/file", "file link", "folder link/file", "real/file"], _temp.Files("saved"));
        Assert.Null(new FileInfo(_temp["saved/file link"]).LinkTarget);
    }

    [Fact]
    public void Links_in_a_circle_end()
    {
        _temp.Link("root/self", "self");
        _temp.Link("root/one", "two");
        _temp.Link("root/two", "one");
        _temp.Link("root/real/up", "..");
        _temp.Link("root/c/to-d", "../d");
        _temp.Link("root/d/to-c", "../c");
        List<ArtifactEntry> all = [.. _store.Walk("", Token)];
        Assert.True(all.Count < 20);
        ArtifactEntry[] loops = [.. all.Where(entry => entry.Error is not null)];
        Assert.Equal(["c/to-d/to-c", "d/to-c/to-d", "one", "real/up", "self", "two"], loops.Select(entry => entry.Path).Order());
        Assert.All(loops, entry => Assert.False(entry.IsDirectory));
        using MlArtifactFolder folder = new(_store, new());
        Assert.Equal(all.Count, folder.List(recurse: true, cancellationToken: Token).Count());
        Refused(() => _store.Find("self", Token));
    }

    [Fact]
    public void A_root_that_is_a_link_itself_is_fine()
    {
        _temp.Link("alias", _temp["root"]);
        using LocalArtifactStore store = new(_temp["alias"]);
        using MemoryStream content = new([1]);
        store.Upload(content, "real/new", null, Token);
        Assert.True(File.Exists(_temp["root/real/new"]));
    }

    [Fact]
    public void A_source_folder_is_not_left_either_and_the_rest_is_stored()
    {
        _temp.Write("source/a", "a");
        _temp.Link("source/link", "a");
        _temp.Link("source/secret", _temp["outside/secret"]);
        _temp.Link("source/folder", _temp["outside"]);
        _temp.Write("source/z", "z");
        List<MlException> errors = [];
        ArtifactUpload.Folder(_store, _temp["source"], "stored", new() { OnError = errors.Add }, Token);
        Assert.Equal(["a", "link", "z"], _temp.Files("root/stored"));
        Assert.Equal([_temp["source/folder"], _temp["source/secret"]], errors.Select(error => (string)error.Target!).Order());
        Refused(() => ArtifactUpload.Folder(_store, _temp["source"], "again", new(), Token));
    }

    [Fact]
    public void A_named_source_may_be_a_link()
    {
        _temp.Link("latest", _temp["outside"]);
        using MlArtifactFolder folder = new(_store, new());
        folder.Log(_temp["latest"], cancellationToken: Token);
        Assert.Equal("secret", File.ReadAllText(_temp["root/latest/secret"]));
    }

    [Fact]
    public void A_destination_is_not_left_through_links_in_it()
    {
        _temp.Link("saved/real", _temp["outside"]);
        Refused(() => ArtifactDownload.Run(_store, "real", _temp["saved"], "real", new() { Overwrite = true }, Token));
        Refused(() => ArtifactDownload.Run(_store, "real/file", _temp["saved"], "real/file", new(), Token));
        Assert.Equal(["secret"], _temp.Files("outside"));
    }

    [Fact]
    public void A_link_at_the_destination_of_a_file_is_not_written_through()
    {
        _temp.Link("saved/real/file", _temp["outside/secret"]);
        Refused(() => ArtifactDownload.Run(_store, "real/file", _temp["saved"], "real/file", new() { Overwrite = true }, Token));
        Assert.Equal("secret", File.ReadAllText(_temp["outside/secret"]));
    }

    private static void Refused(Action action)
    {
        MlException error = Assert.Throws<MlException>(action);
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Name), (error.ErrorCode, error.Entity));
        Assert.Contains("symbolic link", error.Message, StringComparison.Ordinal);
    }
}
