using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Contract;

public sealed class SqliteFileTests : TrackingStoreContract
{
    private readonly TemporaryFolder _folder = new();

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }

    protected override MlClient Connect() => MlStore.Connect("sqlite:///mlflow.db", new MlStoreOptions { BaseFolder = _folder.Path });
}
