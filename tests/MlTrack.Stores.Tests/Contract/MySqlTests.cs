namespace MlTrack.Stores.Tests.Contract;

public sealed class MySqlTests : ServerContract
{
    public MySqlTests()
        : base(MlBackend.MySQL)
    {
    }

    protected override StoreTraits Traits => new() { NamesIgnoreCase = true };
}
