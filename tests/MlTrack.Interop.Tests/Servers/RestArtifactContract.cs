using MlTrack.Stores;
using MlTrack.Stores.Tests.Artifacts;

namespace MlTrack.Interop.Tests.Servers;

/// <summary>The contract of all artifact stores, on a real server; each test has a run of its own.</summary>
public abstract class RestArtifactContract : ArtifactStoreContract
{
    private readonly string _version;
    private MlClient? _client;

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

    protected override IArtifactStore Open()
    {
        _client = MlStore.Connect(MlflowServer.Shared(_version).Uri);
        return new MlArtifacts(_client).Open(_client.CreateRun(new NewRun("0"), cancellationToken: Token)).Store;
    }
}
