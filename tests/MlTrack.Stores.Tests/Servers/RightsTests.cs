using MlTrack.TestNeeds.Servers;

namespace MlTrack.Stores.Tests.Servers;

/// <summary>Users who lack a right: what is told before they try and when they do.</summary>
public sealed class RightsTests
{
    public static TheoryData<MlBackend> Backends => [MlBackend.MySQL, MlBackend.PostgreSQL];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Backends))]
    public void WhoMayCreateNoTablesIsTold(MlBackend backend)
    {
        using ServerDatabaseFixture database = new(backend);
        using TestUser user = new(backend, database);
        database.Server.Execute(null, $"CREATE DATABASE {database.Name}{(backend == MlBackend.MySQL ? " CHARACTER SET latin1" : "")}");
        database.Server.Execute(
            database.Name, backend == MlBackend.MySQL
                ? $"GRANT SELECT, INSERT, UPDATE, DELETE ON {database.Name}.* TO {user.Name}"
                : "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        using MlClient client = database.Connect(user.Uri);
        MlConnectionStatus status = client.Store.Test(Token);
        Assert.False(status.Success);
        Assert.Contains("lacks the right to create them", status.Message, StringComparison.Ordinal);
        Assert.Contains("GRANT", status.Message, StringComparison.Ordinal);
        MlException failure = Assert.Throws<MlException>(() => client.Store.Open(Token));
        Assert.Equal(MlErrorCode.PermissionDenied, failure.ErrorCode);
        Assert.DoesNotContain("doesn't exist", failure.Message, StringComparison.Ordinal);
        database.Server.Execute(
            database.Name, backend == MlBackend.MySQL
                ? $"GRANT ALL PRIVILEGES ON {database.Name.Replace("_", "\\_", StringComparison.Ordinal).Insert(0, "`")}`.* TO {user.Name}"
                : $"GRANT USAGE, CREATE ON SCHEMA public TO {user.Name}");
        status = client.Store.Test(Token);
        Assert.True(status.Success, status.Message);
        client.Store.Open(Token);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void WhoMayCreateNoDatabaseIsTold(MlBackend backend)
    {
        using ServerDatabaseFixture database = new(backend);
        using TestUser user = new(backend, database);
        if (backend == MlBackend.MySQL)
        {
            // Somebody who sees all databases is told that one is missing, and no more.
            database.Server.Execute(null, $"GRANT SELECT ON *.* TO {user.Name}");
        }

        using MlClient client = database.Connect(user.Uri);
        MlConnectionStatus status = client.Store.Test(Token);
        Assert.False(status.Success);
        Assert.Contains("CREATE DATABASE", status.Message, StringComparison.Ordinal);
        database.Server.Execute(null, backend == MlBackend.MySQL ? $"GRANT CREATE ON *.* TO {user.Name}" : $"ALTER ROLE {user.Name} CREATEDB");
        status = client.Store.Test(Token);
        Assert.True(status.Success, status.Message);
        Assert.Null(status.SchemaRevision);
    }

    [Fact]
    public void OnlyTheOwnerOptimizesAPostgresDatabase()
    {
        using ServerDatabaseFixture database = new(MlBackend.PostgreSQL);
        using TestUser user = new(MlBackend.PostgreSQL, database);
        using MlClient owner = database.Connect();
        owner.OptimizeDatabase(cancellationToken: Token);
        database.Server.Execute(database.Name, $"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {user.Name}");
        string name = database.Server.Execute(database.Name, "SELECT tableowner FROM pg_tables WHERE tablename = 'runs'")!;
        using MlClient client = database.Connect(user.Uri);
        MlException failure = Assert.Throws<MlException>(() => client.OptimizeDatabase(remove: true, cancellationToken: Token));
        Assert.Equal(MlErrorCode.PermissionDenied, failure.ErrorCode);
        Assert.Contains($"who is {name}", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"GRANT {name} TO {user.Name};", failure.Message, StringComparison.Ordinal);
        owner.OptimizeDatabase(remove: true, cancellationToken: Token);
        failure = Assert.Throws<MlException>(() => client.OptimizeDatabase(cancellationToken: Token));
        Assert.Contains($"GRANT {name} TO {user.Name};", failure.Message, StringComparison.Ordinal);
        database.Server.Execute(database.Name, $"GRANT {name} TO {user.Name}");
        Assert.NotEmpty(client.OptimizeDatabase(cancellationToken: Token));
    }

    [Fact]
    public void TheVersionIsTheServersOwn()
    {
        using ServerDatabaseFixture database = new(MlBackend.MySQL);
        using MlClient client = database.Connect();
        client.Store.Open(Token);
        string version = database.Server.Execute(null, "SELECT VERSION()")!;
        Assert.Equal(version, client.Store.Test(Token).ServerVersion);
    }

    private sealed class TestUser : IDisposable
    {
        private readonly MlBackend _backend;
        private readonly ServerDatabaseFixture _database;

        public TestUser(MlBackend backend, ServerDatabaseFixture database)
        {
            _backend = backend;
            _database = database;
            Name = "poor_" + database.Name;
            Uri = $"{(backend == MlBackend.MySQL ? "mysql" : "postgresql")}://{Name}:s3cret@127.0.0.1:{database.Server.Port}/{database.Name}";
            database.Server.Execute(
                null, backend == MlBackend.MySQL ? $"CREATE USER {Name} IDENTIFIED BY 's3cret'" : $"CREATE ROLE {Name} LOGIN PASSWORD 's3cret'");
        }

        public string Name { get; }

        public string Uri { get; }

        public void Dispose()
        {
            _database.Server.Drop(_database.Name);
            _database.Server.Execute(null, _backend == MlBackend.MySQL ? $"DROP USER {Name}" : $"DROP ROLE {Name}");
        }
    }
}
