namespace MlTrack.Stores.Tests.Contract;

public sealed class SqliteMemoryTests : TrackingStoreContract
{
    protected override MlClient Connect() => MlStore.Connect("sqlite://", new MlStoreOptions { BaseFolder = Path.GetTempPath() });
}
