namespace MlTrack.Stores.Tests.Contract;

public sealed class PostgreSqlTests : ServerContract
{
    public PostgreSqlTests()
        : base(MlBackend.PostgreSQL)
    {
    }
}
