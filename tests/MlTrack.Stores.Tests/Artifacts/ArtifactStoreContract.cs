using System.Text;

namespace MlTrack.Stores.Tests.Artifacts;

/// <summary>What every artifact store does, whatever it keeps its files in.</summary>
public abstract class ArtifactStoreContract : IDisposable
{
    protected TempFolder Local { get; } = new();

    /// <summary>Opens a store of an empty root that is this test's own.</summary>
    protected abstract IArtifactStore Open();

    /// <summary>Whether folders exist by themselves, not only by what is in them.</summary>
    protected virtual bool HasFolders => true;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names =>
    [
        "plain.txt", "with blank", " leading", "trailing ", "#1", "100%", "%41", "a%2Fb", "a+b&c=d?", "ümläut", "日本語.txt", "😀.png",
        "e\u0301", "'quoted'", "\"double\"", "$var", "`tick`", "[a]*", "{b}", "~", "ab:c", "-rf", ".hidden", "..a", "CON", new string('n', 200),
    ];

    [Fact]
    public void An_empty_store_holds_nothing()
    {
        using IArtifactStore store = Open();
        Assert.Empty(store.List("", Token));
        Assert.Empty(store.Walk("", Token));
        Assert.Empty(store.List("a/b", Token));
        Assert.Null(store.Find("a", Token));
    }

    [Fact]
    public void A_file_comes_back_as_it_was()
    {
        using IArtifactStore store = Open();
        byte[] content = [.. Enumerable.Range(0, 3_000_001).Select(i => (byte)(i * 7))];
        File.WriteAllBytes(Local["in.bin"], content);
        long copied = 0;
        store.Upload(Local["in.bin"], "a/b/in.bin", bytes => copied += bytes, Token);
        Assert.Equal(content.Length, copied);
        Assert.Equal(new ArtifactEntry("a/b/in.bin", false, content.Length), store.Find("a/b/in.bin", Token));

        copied = 0;
        store.Download("a/b/in.bin", Local["out.bin"], bytes => copied += bytes, Token);
        Assert.Equal(content, File.ReadAllBytes(Local["out.bin"]));
        Assert.Equal(content.Length, copied);
        Assert.Equal(content, Read(store, "a/b/in.bin"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_are_user_data(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && LocalNames.IsImpossible(name), "Windows can't have this name");
        using IArtifactStore store = Open();
        Put(store, name + "/" + name, name);
        Assert.Equal(name, Assert.Single(store.List("", Token)).Path);
        Assert.Equal(name + "/" + name, Assert.Single(store.List(name, Token)).Path);
        Assert.Equal(name, Encoding.UTF8.GetString(Read(store, name + "/" + name)));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("/etc/x")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("a/")]
    [InlineData(@"a\b")]
    [InlineData("C:/x")]
    [InlineData("a\0b")]
    public void A_path_that_is_not_clean_is_refused_by_every_operation(string path)
    {
        using IArtifactStore store = Open();
        string file = Local.Write("file");
        Action[] operations =
        [
            () => Put(store, path, "x"),
            () => store.Upload(file, path, null, Token),
            () => store.MakeFolder(path, Token),
            () => store.Find(path, Token),
            () => Assert.Empty(store.List(path, Token)),
            () => Assert.Empty(store.Walk(path, Token)),
            () => store.OpenRead(path, Token).Dispose(),
            () => store.Download(path, Local["out"], null, Token),
        ];
        foreach (Action operation in operations)
        {
            Expect(MlErrorCode.InvalidParameterValue, MlEntity.Name, operation);
        }

        Assert.Empty(store.Walk("", Token));
        Assert.False(File.Exists(Local["out"]));
    }

    [Fact]
    public void Empty_files_are_files()
    {
        using IArtifactStore store = Open();
        store.Upload(Local.Write("empty", ""), "a/empty", null, Token);
        Assert.Equal(new ArtifactEntry("a/empty", false, 0), Assert.Single(store.List("a", Token)));
        Assert.Empty(Read(store, "a/empty"));
        store.Download("a/empty", Local["out"], null, Token);
        Assert.Equal(0, new FileInfo(Local["out"]).Length);
    }

    [Fact]
    public void An_existing_file_is_replaced_whole()
    {
        using IArtifactStore store = Open();
        Put(store, "f", "a long first content");
        store.Upload(Local.Write("second", "second"), "f", null, Token);
        Assert.Equal("second", Encoding.UTF8.GetString(Read(store, "f")));
        Put(store, "f", "");
        Assert.Empty(Read(store, "f"));
        Assert.Single(store.List("", Token));
    }

    [Fact]
    public void A_reader_of_the_old_file_keeps_it_while_it_is_replaced()
    {
        using IArtifactStore store = Open();
        Put(store, "f", "old");
        using Stream old = store.OpenRead("f", Token);
        Put(store, "f", "new");
        using StreamReader reader = new(old);
        Assert.Equal("old", reader.ReadToEnd());
        Assert.Equal("new", Encoding.UTF8.GetString(Read(store, "f")));
    }

    [Fact]
    public void Listing_shows_one_level_sorted_by_code_point()
    {
        using IArtifactStore store = Open();
        foreach (string path in new[] { "b/x", "a-b/x", "a/c/d", "a/b", "Z", "é", "\uff21", "😀", "a.txt" })
        {
            Put(store, path, path);
        }

        Assert.Equal(
            ["Z", "a", "a-b", "a.txt", "b", "é", "\uff21", "😀"], store.List("", Token).Select(entry => entry.Path));
        Assert.Equal(
            [new("a/b", false, 3), new ArtifactEntry("a/c", true, null)], store.List("a", Token));
        Assert.Empty(store.List("a/b", Token));
        Assert.Empty(store.List("missing", Token));
        Assert.Empty(store.List("a/b/below a file", Token));
    }

    [Fact]
    public void Walking_gives_everything_below_each_folder_before_its_content()
    {
        using IArtifactStore store = Open();
        foreach (string path in new[] { "a/b/c/d", "a/b/e", "a/f", "g", "ab/h" })
        {
            Put(store, path, path);
        }

        List<string> all = [.. store.Walk("", Token).Select(entry => entry.Path)];
        Assert.Equal(
            ["a", "a/b", "a/b/c", "a/b/c/d", "a/b/e", "a/f", "ab", "ab/h", "g"], all.Order(StringComparer.Ordinal));
        Assert.All(all, path => Assert.True(!path.Contains('/') || all.IndexOf(ArtifactPaths.Parent(path)) < all.IndexOf(path)));
        Assert.Equal(
            ["a/b", "a/b/c", "a/b/c/d", "a/b/e", "a/f"],
            store.Walk("a", Token).Select(entry => entry.Path).Order(StringComparer.Ordinal));
        Assert.Empty(store.Walk("g", Token));
        Assert.Empty(store.Walk("missing", Token));
    }

    [Fact]
    public void A_folder_can_be_made_where_the_store_has_folders()
    {
        using IArtifactStore store = Open();
        store.MakeFolder("a/b", Token);
        store.MakeFolder("a/b", Token);
        Assert.Equal(HasFolders ? new ArtifactEntry("a/b", true, null) : null, store.Find("a/b", Token));
    }

    [Fact]
    public void What_is_missing_is_not_found()
    {
        using IArtifactStore store = Open();
        Put(store, "folder/file", "x");
        foreach (string path in new[] { "missing", "folder/missing", "folder", "folder/file/below" })
        {
            Expect(MlErrorCode.ResourceDoesNotExist, MlEntity.Artifact, () => store.OpenRead(path, Token).Dispose());
            Expect(MlErrorCode.ResourceDoesNotExist, MlEntity.Artifact, () => store.Download(path, Local["out"], null, Token));
        }

        Expect(MlErrorCode.ResourceDoesNotExist, MlEntity.Path, () => store.Upload(Local["missing"], "x", null, Token));
        Assert.False(File.Exists(Local["out"]));
        Assert.Null(store.Find("x", Token));
    }

    [Fact]
    public void Sameness_is_of_content()
    {
        using IArtifactStore store = Open();
        Put(store, "f", "content");
        ArtifactEntry entry = store.Find("f", Token)!;
        Assert.True(store.IsSame(entry, Local.Write("same", "content"), Token));
        Assert.False(store.IsSame(entry, Local.Write("other", "CONTENT"), Token));
        Assert.False(store.IsSame(entry, Local.Write("shorter", "conten"), Token));
    }

    [Fact]
    public void A_stop_ends_an_upload_at_once_and_leaves_the_old_file()
    {
        using IArtifactStore store = Open();
        Put(store, "f", "old");
        using CancellationTokenSource stop = new();
        using EndlessStream endless = new(read => { if (read > 5_000_000) { stop.Cancel(); } });
        Assert.ThrowsAny<OperationCanceledException>(() => store.Upload(endless, "f", null, stop.Token));
        Assert.Equal("old", Encoding.UTF8.GetString(Read(store, "f")));
        Assert.Single(store.Walk("", Token));
    }

    [Fact]
    public void A_source_that_fails_leaves_no_half_file()
    {
        using IArtifactStore store = Open();
        using EndlessStream failing = new(read => { if (read > 5_000_000) { throw new IOException("the source broke"); } });
        Assert.Throws<MlException>(() => store.Upload(failing, "a/f", null, Token));
        Assert.Null(store.Find("a/f", Token));
        Assert.Empty(store.List("a", Token));
    }

    [Fact]
    public void A_stop_ends_a_listing()
    {
        using IArtifactStore store = Open();
        Put(store, "a/b", "x");
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Assert.Empty(store.List("a", stop.Token)));
        Assert.ThrowsAny<OperationCanceledException>(() => Assert.Empty(store.Walk("", stop.Token)));
    }

    [Fact]
    public void Many_threads_can_write_at_once()
    {
        using IArtifactStore store = Open();
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            Put(store, FormattableString.Invariant($"d{i % 5}/f{i}"), "x");
            Put(store, "shared", "the same name for all of them");
        });
        Assert.Equal(200 + 5 + 1, store.Walk("", Token).Count());
        Assert.Equal("the same name for all of them", Encoding.UTF8.GetString(Read(store, "shared")));
    }

    protected static void Put(IArtifactStore store, string path, string text)
    {
        using MemoryStream content = new(Encoding.UTF8.GetBytes(text));
        store.Upload(content, path, null, Token);
    }

    protected static byte[] Read(IArtifactStore store, string path)
    {
        using Stream content = store.OpenRead(path, Token);
        using MemoryStream copy = new();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    protected static MlException Expect(MlErrorCode code, MlEntity entity, Action action)
    {
        MlException error = Assert.Throws<MlException>(action);
        Assert.Equal((code, entity), (error.ErrorCode, error.Entity));
        Assert.DoesNotContain('\n', error.Message);
        return error;
    }

    public virtual void Dispose()
    {
        Local.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Bytes without end; says before each piece how many there were.</summary>
    protected sealed class EndlessStream(Action<long> read) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            read(_position);
            _position += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
