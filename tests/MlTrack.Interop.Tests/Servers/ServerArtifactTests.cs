using System.Diagnostics;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Stores;
using MlTrack.Stores.Tests.Artifacts;

namespace MlTrack.Interop.Tests.Servers;

/// <summary>Artifacts of runs through a server, as users move them: folders, large files, cuts.</summary>
public abstract class ServerArtifactTests : IDisposable
{
    private readonly MlflowServer _server;
    private readonly TempFolder _local = new();
    private readonly MlClient _client;
    private readonly MlArtifacts _artifacts;
    private readonly MlRun _run;

    protected ServerArtifactTests(string version)
    {
        _server = MlflowServer.Shared(version);
        _client = MlStore.Connect(_server.Uri, new MlStoreOptions { Server = new MlServerOptions { Timeout = TimeSpan.FromMinutes(10) } });
        _artifacts = new MlArtifacts(_client);
        _run = _client.CreateRun(new NewRun("0"), cancellationToken: Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _local.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_folder_goes_up_and_comes_down_whole()
    {
        for (int i = 0; i < 40; i++)
        {
            _local.Write($"in/d{i % 4}/é {i}.txt", $"content {i}");
        }

        _local.Write("in/empty.bin", "");
        Seen seen = new();
        _artifacts.LogArtifact(_run.RunId, _local["in"], "all", new ArtifactTransfer { Progress = seen }, Token);
        Assert.Equal(41, seen.Last.FilesDone);
        Assert.Equal(Environment.CurrentManagedThreadId, Assert.Single(seen.Threads));
        Assert.Equal(46, _artifacts.List(_run.RunId, null, recurse: true, Token).Count());
        Assert.Equal(
            _local.Files("in"),
            _artifacts.List(_run.RunId, "all", recurse: true, Token).Where(a => !a.IsDirectory).Select(a => a.Path["all/".Length..])
                .Order(StringComparer.Ordinal));

        string saved = _artifacts.Download(_run.RunId, "all", _local["out"], new ArtifactTransfer { Progress = seen }, Token);
        Assert.Equal(_local["out/all"], saved);
        Assert.Equal(_local.Files("in"), _local.Files("out/all"));
        Assert.All(_local.Files("in"), file => Assert.Equal(File.ReadAllText(_local["in/" + file]), File.ReadAllText(_local["out/all/" + file])));
        Assert.Equal(MlErrorCode.ResourceAlreadyExists, Assert.Throws<MlException>(
            () => _artifacts.Download(_run.RunId, "all", _local["out"], null, Token)).ErrorCode);
        _artifacts.Download(_run.RunId, "all", _local["out"], new ArtifactTransfer { Resume = true }, Token);
    }

    [Fact]
    public void A_uri_names_a_file_or_folder()
    {
        _artifacts.LogText(_run.RunId, "a b/c d.txt", "text", Token);
        MlArtifact file = _artifacts.List(_run.RunId, "a b", false, Token).Single();
        Assert.Equal($"mlflow-artifacts:/0/{_run.RunId}/artifacts/a%20b/c%20d.txt", file.Uri);
        Assert.Equal("text", File.ReadAllText(_artifacts.DownloadUri(file.Uri, null, _local["1"], null, Token)));
        Assert.Equal("text", File.ReadAllText(_artifacts.DownloadUri($"runs:/{_run.RunId}/a b/c d.txt", null, _local["2"], null, Token)));
        Assert.Equal("text", File.ReadAllText(Path.Join(_artifacts.DownloadUri(_run.ArtifactUri, "a b", _local["3"], null, Token), "c d.txt")));
        Assert.Equal("text", File.ReadAllText(_artifacts.Download(file, _local["4"], null, Token)));
    }

    [Theory]
    [InlineData("#1.txt")]
    [InlineData("x%41.txt")]
    [InlineData("wh?t/a.txt")]
    public void Names_that_the_server_would_change_are_refused(string path)
    {
        MlException failure = Assert.Throws<MlException>(() => _artifacts.LogText(_run.RunId, path, "x", Token));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Name), (failure.ErrorCode, failure.Entity));
        Assert.Empty(_artifacts.List(_run.RunId, null, true, Token));
    }

    [Fact]
    public void A_gigabyte_passes_through_little_memory()
    {
        const long Size = 1L << 30;
        using (FileStream file = File.Create(_local["big.bin"]))
        {
            file.SetLength(Size);
            file.Position = Size / 2;
            file.WriteByte(7);
        }

        long before = Process.GetCurrentProcess().PeakWorkingSet64;
        _artifacts.LogArtifact(_run.RunId, _local["big.bin"], null, null, Token);
        string saved = _artifacts.Download(_run.RunId, "big.bin", _local["out"], null, Token);
        Assert.InRange(Process.GetCurrentProcess().PeakWorkingSet64 - before, 0, 200L << 20);
        using FileStream read = File.OpenRead(saved);
        Assert.Equal(Size, read.Length);
        read.Position = Size / 2;
        Assert.Equal(7, read.ReadByte());
    }

    [Fact]
    public void Cuts_are_repeated_and_leave_whole_files()
    {
        using CuttingProxy proxy = new(_server.Uri, share: 0.3);
        using MlClient client = MlStore.Connect(
            proxy.Uri, new MlStoreOptions { Server = new MlServerOptions { MaximumRetryCount = 15, Backoff = TimeSpan.FromMilliseconds(10) } });
        for (int i = 0; i < 30; i++)
        {
            _local.Write($"in/{i}.txt", new string((char)('a' + (i % 26)), 5000));
        }

        MlArtifacts artifacts = new(client);
        artifacts.LogArtifact(_run.RunId, _local["in"], "", null, Token);
        artifacts.Download(_run.RunId, "", _local["out"], null, Token);
        Assert.Equal(_local.Files("in"), _local.Files("out"));
        Assert.All(_local.Files("in"), file => Assert.Equal(File.ReadAllText(_local["in/" + file]), File.ReadAllText(_local["out/" + file])));
        Assert.True(proxy.Cuts > 3, $"only {proxy.Cuts} cuts");
    }

    private sealed class Seen : IProgress<ArtifactProgress>
    {
        public HashSet<int> Threads { get; } = [];

        public ArtifactProgress Last { get; private set; }

        public void Report(ArtifactProgress value)
        {
            Threads.Add(Environment.CurrentManagedThreadId);
            Last = value;
        }
    }
}

[Collection(RestCollections.Two)]
public sealed class Rest2ServerArtifactTests() : ServerArtifactTests(MlflowInstall.Version2);

[Collection(RestCollections.Three)]
public sealed class Rest3ServerArtifactTests() : ServerArtifactTests(MlflowInstall.Version3);
