using System.Globalization;
using MlTrack.Stores.Artifacts.Objects;
using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Artifacts.Objects;

/// <summary>What listings may hold that no server for tests lets in.</summary>
[Collection(nameof(WholeProcess))]
public sealed class ObjectListingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Folders_come_once_each_before_what_they_hold()
    {
        using Listed store = new([new("r/a-b/x", 1, false), new("r/a.txt", 1, false), new("r/a/", 0, false), new("r/a/b/c/d", 1, false),
            new("r/a/b/e", 1, false), new("r/ab", 1, false), new("r/lake", null, true), new("r/lake/f", 1, false)]);
        Assert.Equal(
            ["a-b/", "a-b/x", "a.txt", "a/", "a/b/", "a/b/c/", "a/b/c/d", "a/b/e", "ab", "lake/", "lake/f"],
            store.Walk("", Token).Select(entry => entry.Path + (entry.IsDirectory ? "/" : "")));
        Assert.Equal(
            ["a/b/", "a/b/c/", "a/b/c/d", "a/b/e"],
            new Listed([new("r/a/", 0, false), new("r/a/b/c/d", 1, false), new("r/a/b/e", 1, false)]).Walk("a", Token)
                .Select(entry => entry.Path + (entry.IsDirectory ? "/" : "")));
    }

    [Fact]
    public void Hostile_keys_are_listed_as_they_are_and_refused_when_saved()
    {
        string[] hostile =
        [
            "../x", "a/../../x", "/etc/x", "a//b", "a//", "/", "./x", "a\\..\\x", "C:/x", "a\u0001b", "x/", "\ud800", ".artifact.uploading.1",
        ];
        using TempFolder local = new();
        using Listed store = new([.. hostile.Select(key => new ObjectItem("r/" + key, 5, false)), new("r/good", 0, false)]);
        List<MlException> errors = [];
        ArtifactDownload.Run(store, "", local.MakeFolder("in/target"), "", new ArtifactTransfer { OnError = errors.Add }, Token);
        Assert.Equal(["in/target/good"], local.Files());
        Assert.Equal(hostile.Order(StringComparer.Ordinal), errors.Select(error => (string)error.Target!).Order(StringComparer.Ordinal));
        Assert.All(errors, error => Assert.Equal(MlErrorCode.InvalidParameterValue, error.ErrorCode));
    }

    [Fact]
    public void A_million_keys_are_walked_in_little_memory()
    {
        const int Count = 1_000_000;
        using Listed store = new(Enumerable.Range(0, Count).Select(
            i => new ObjectItem(string.Create(CultureInfo.InvariantCulture, $"r/d{i / 1000:000}/f{i:0000000}"), 1, false)));
        long most = 0;
        int seen = 0;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (ArtifactEntry entry in store.Walk("", Token))
        {
            if (++seen % 250_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal(Count + 1000, seen);
        Assert.True(most < 5_000_000, FormattableString.Invariant($"{most} bytes were held."));
    }

    [Fact]
    public void Names_that_differ_only_by_case_are_told_apart_where_the_file_system_does()
    {
        SavedNames names = new();
        Assert.True(names.Take("a/File"));
        Assert.False(names.Take("A/file"));
        Assert.True(names.Take("a/file2"));
        Assert.True(names.Take("\u00e9"));
        Assert.False(names.Take("e\u0301"));
        using TempFolder local = new();
        Assert.Equal(OperatingSystem.IsLinux(), SavedNames.For(local.FullPath) is null);
        Assert.Empty(local.Files());
    }

    /// <summary>A store that lists what it is told, a thousand a page.</summary>
    private sealed class Listed(IEnumerable<ObjectItem> items) : ObjectArtifactStore("s3://bucket/r", "r", "S3")
    {
        private IEnumerator<ObjectItem>? _rest;

        protected override bool KeepsWholeMd5 => false;

        public override void Dispose() => _rest?.Dispose();

        protected override Task<ObjectPage> ListPageAsync(
            string prefix, bool isDeep, int? most, string? next, CancellationToken cancellationToken)
        {
            if (next is null)
            {
                _rest = items.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal)).GetEnumerator();
            }

            List<ObjectItem> page = [];
            while (page.Count < (most ?? 1000) && _rest!.MoveNext())
            {
                page.Add(_rest.Current);
            }

            return Task.FromResult(new ObjectPage(page, page.Count == 1000 ? "more" : null));
        }

        protected override Task<ObjectRead?> ReadAsync(
            string key, long start, long? length, string? version, CancellationToken cancellationToken) =>
            Task.FromResult<ObjectRead?>(new(new ObjectInfo(0, "1", null), Stream.Null, null));

        protected override Task<ObjectInfo?> FindObjectAsync(string key, CancellationToken cancellationToken) =>
            Task.FromResult<ObjectInfo?>(null);

        protected override MlException? Map(Exception exception, string path) => null;

        protected override Task PutWholeAsync(string key, Stream content, byte[] md5, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected override Task<string> BeginAsync(string key, long partSize, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected override Task<string> PutPartAsync(
            string key, string upload, int number, Stream content, byte[] md5, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected override Task CommitAsync(
            string key, string upload, IReadOnlyList<string> parts, byte[]? md5, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected override Task AbortAsync(string key, string upload, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
