using System.Security.Cryptography;

namespace MlTrack.Stores.Tests.Artifacts.Objects;

/// <summary>The contract, and what stores of objects share beyond it.</summary>
public abstract class ObjectStoreContract : ArtifactStoreContract
{
    private const int PartSize = 16 << 20;

    protected override bool HasFolders => false;

    /// <summary>Opens a store of any root of the same container.</summary>
    protected abstract IArtifactStore OpenAt(string root);

    protected abstract string Root { get; }

    protected override IArtifactStore Open() => OpenAt(Root);

    /// <summary>Puts an object at a key as it stands, however hostile.</summary>
    protected abstract void PutRaw(string key, string content);

    /// <summary>Makes a folder as the service's console does.</summary>
    protected abstract void MakeFolderByConsole(string key);

    /// <summary>The key that the root means.</summary>
    protected string RootKey => string.Join('/', Root.Split('/')[3..]);

    [Theory]
    [InlineData(PartSize)]
    [InlineData(PartSize + 1)]
    [InlineData((3 * PartSize) + 4711)]
    public void A_large_file_comes_back_as_it_was(int length)
    {
        using IArtifactStore store = Open();
        byte[] content = RandomNumberGenerator.GetBytes(length);
        File.WriteAllBytes(Local["in"], content);
        long copied = 0;
        store.Upload(Local["in"], "a/big", bytes => copied += bytes, Token);
        Assert.Equal(length, copied);
        ArtifactEntry entry = store.Find("a/big", Token)!;
        Assert.Equal(length, entry.Size);
        Assert.True(store.IsSame(entry, Local["in"], Token));

        copied = 0;
        store.Download("a/big", Local["out"], bytes => copied += bytes, Token);
        Assert.Equal(length, copied);
        Assert.True(content.AsSpan().SequenceEqual(File.ReadAllBytes(Local["out"])));
        Assert.True(content.AsSpan().SequenceEqual(Read(store, "a/big")));

        content[length / 2] ^= 1;
        File.WriteAllBytes(Local["in"], content);
        Assert.False(store.IsSame(entry, Local["in"], Token));
    }

    [Fact]
    public void More_than_a_page_is_listed_and_walked()
    {
        using IArtifactStore store = Open();
        Parallel.For(0, 2105, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
            Put(store, FormattableString.Invariant($"d/f{i:0000}"), "x"));
        Assert.Equal(2105, store.List("d", Token).Count());
        Assert.Equal(2106, store.Walk("", Token).Select(entry => entry.Path).Distinct().Count());
    }

    [Fact]
    public void A_root_may_be_a_file_or_the_whole_container()
    {
        using (IArtifactStore store = Open())
        {
            Put(store, "folder/file", "content");
        }

        using IArtifactStore file = OpenAt(Root + "/folder/file");
        Assert.Equal(new ArtifactEntry("", false, 7), file.Find("", Token));
        Assert.Equal("content"u8.ToArray(), Read(file, ""));
        file.Download("", Local["out"], null, Token);
        Assert.Equal("content", File.ReadAllText(Local["out"]));

        using IArtifactStore all = OpenAt(Root[..(Root.Length - RootKey.Length - 1)]);
        Assert.True(all.Find("", Token)!.IsDirectory);
        Assert.Equal(7, all.Find(RootKey + "/folder/file", Token)!.Size);
        Assert.Equal([RootKey + "/folder/file"], all.List(RootKey + "/folder", Token).Select(entry => entry.Path));
    }

    [Fact]
    public void A_folder_that_a_console_made_is_a_folder()
    {
        MakeFolderByConsole(RootKey + "/made");
        using IArtifactStore store = Open();
        Put(store, "made/file", "x");
        Assert.Equal([new ArtifactEntry("made", true, null)], store.List("", Token));
        Assert.Equal([new ArtifactEntry("made/file", false, 1)], store.List("made", Token));
        Assert.Equal([new("made", true, null), new ArtifactEntry("made/file", false, 1)], store.Walk("", Token));
        Assert.True(store.Find("made", Token)!.IsDirectory);
    }

    [Fact]
    public void What_others_put_there_never_leaves_the_destination()
    {
        string[] hostile = [.. HostileNames];
        foreach (string name in hostile)
        {
            PutRaw(RootKey + "/" + name, "hostile");
        }

        using IArtifactStore store = Open();
        Put(store, "good/file", "good");
        List<MlException> errors = [];
        string target = Local.MakeFolder("in/target");
        ArtifactDownload.Run(store, "", target, "", new ArtifactTransfer { OnError = errors.Add }, Token);
        Assert.Equal(["in/target/good/file"], Local.Files().Where(file => file.StartsWith("in/", StringComparison.Ordinal)));
        Assert.Equal(hostile.Length, errors.Count);
        Assert.All(errors, error => Assert.Equal(MlEntity.Name, error.Entity));
        Assert.All(store.List("", Token), entry => Assert.NotEqual("", entry.Path));
    }

    [Fact]
    public void A_folder_is_stored_and_saved_again()
    {
        using IArtifactStore store = Open();
        for (int i = 0; i < 50; i++)
        {
            Local.Write(FormattableString.Invariant($"source/d{i % 5}/f{i}"), FormattableString.Invariant($"content {i}"));
        }

        ArtifactUpload.Folder(store, Local["source"], "x", new ArtifactTransfer(), Token);
        ArtifactDownload.Run(store, "x", Local["target"], "", new ArtifactTransfer(), Token);
        Assert.Equal(Local.Files("source"), Local.Files("target"));
        Assert.All(Local.Files("source"), file => Assert.Equal(File.ReadAllText(Local["source/" + file]), File.ReadAllText(Local["target/" + file])));

        File.WriteAllText(Local["target/d0/f0"], "CONTENT 0");
        File.Delete(Local["target/d1/f1"]);
        List<MlException> errors = [];
        ArtifactDownload.Run(store, "x", Local["target"], "", new ArtifactTransfer { Resume = true, OnError = errors.Add }, Token);
        Assert.Equal(MlErrorCode.ResourceAlreadyExists, Assert.Single(errors).ErrorCode);
        Assert.Equal("content 1", File.ReadAllText(Local["target/d1/f1"]));
    }

    [Fact]
    public void A_path_that_is_too_long_is_an_invalid_name()
    {
        using IArtifactStore store = Open();
        string path = string.Join('/', Enumerable.Repeat(new string('x', 100), 11));
        Expect(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => Put(store, path, "x"));
    }

    [Fact]
    public void A_container_that_is_missing_is_said()
    {
        using IArtifactStore store = OpenAt(Root.Replace("//mltrack", "//missing-container", StringComparison.Ordinal));
        foreach (Action action in new Action[]
        {
            () => Put(store, "x", "x"), () => Assert.Empty(store.List("", Token)), () => store.OpenRead("x", Token).Dispose(),
            () => store.Find("", Token),
        })
        {
            MlException error = Expect(MlErrorCode.ResourceDoesNotExist, MlEntity.Uri, action);
            Assert.Contains("'missing-container'", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Names that the service itself takes and no destination may.</summary>
    protected abstract IEnumerable<string> HostileNames { get; }
}
