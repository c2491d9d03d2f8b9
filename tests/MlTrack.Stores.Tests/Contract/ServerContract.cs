using MlTrack.TestNeeds.Servers;

namespace MlTrack.Stores.Tests.Contract;

/// <summary>The contract on a database server, with a database a test, which the store creates.</summary>
public abstract class ServerContract : TrackingStoreContract
{
    private readonly MlBackend _backend;
    private readonly string _database = TestServer.NewName();
    private TestServer? _server;

    protected ServerContract(MlBackend backend) => _backend = backend;

    public override void Dispose()
    {
        base.Dispose();
        _server?.Drop(_database);
    }

    protected override MlClient Connect()
    {
        _server = TestServer.Of(_backend);
        return MlStore.Connect(_server.Uri(_database), new MlStoreOptions { BaseFolder = Path.GetTempPath() });
    }
}
