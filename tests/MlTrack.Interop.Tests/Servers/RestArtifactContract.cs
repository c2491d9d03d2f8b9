using MlTrack.Stores;
using MlTrack.Stores.Tests.Artifacts;

namespace MlTrack.Interop.Tests.Servers;

/// <summary>The contract of all artifact stores, on a real server; each test has a run of its own.</summary>
public abstract class RestArtifactContract : ArtifactStoreContract
{
    private readonly string _version;
    private MlClient? _client;
    private string? _runId;

    protected RestArtifactContract(string version)
    {
        _version = version;
        RestDeviations.SkipWhereDeclared(version);
    }

    protected override bool HasFolders => false;

    public override void Dispose()
    {
        _client?.Dispose();
        base.Dispose();
    }

    [Fact]
    public void What_is_in_the_way_is_named_at_once()
    {
        using IArtifactStore store = Open();
        Store("folder/file");
        Refuses("folder");
        Refuses("folder/file/below");
        Assert.Equal(["folder", "folder/file"], store.Walk("", Token).Select(entry => entry.Path));

        // The same in a store that hasn't made the folder itself.
        using IArtifactStore again = new MlArtifacts(_client!).Open(_client!.GetRun(_runId!, Token)).Store;
        MlException failure = Assert.Throws<MlException>(() => again.Upload(Local.Write("x"), "folder", null, Token));
        Assert.Equal((MlErrorCode.ResourceAlreadyExists, MlEntity.Path), (failure.ErrorCode, failure.Entity));

        void Store(string path) => store.Upload(Local.Write("x"), path, null, Token);

        void Refuses(string path)
        {
            MlException refusal = Assert.Throws<MlException>(() => Store(path));
            Assert.Equal((MlErrorCode.ResourceAlreadyExists, MlEntity.Path), (refusal.ErrorCode, refusal.Entity));
        }
    }

    protected override IArtifactStore Open()
    {
        _client = MlStore.Connect(MlflowServer.Shared(_version).Uri);
        MlRun run = _client.CreateRun(new NewRun("0"), cancellationToken: Token);
        _runId = run.RunId;
        return new MlArtifacts(_client).Open(run).Store;
    }
}
