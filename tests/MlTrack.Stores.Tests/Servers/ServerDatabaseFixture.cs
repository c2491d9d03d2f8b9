using Microsoft.Extensions.Logging;
using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Uris;
using MlTrack.TestNeeds.Servers;

namespace MlTrack.Stores.Tests.Servers;

/// <summary>A database of one test's own; it doesn't exist before somebody creates it, and is removed at the end.</summary>
internal sealed class ServerDatabaseFixture(MlBackend backend, TestServer? server = null) : IDisposable
{
    public TestServer Server { get; } = server ?? TestServer.Of(backend);

    public string Name { get; } = TestServer.NewName();

    public string Uri => Server.Uri(Name);

    /// <summary>A client.</summary>
    /// <param name="uri">Another URI than the database's own; null for that.</param>
    /// <param name="timeout">How long a request may take.</param>
    /// <param name="logger">Is told about statements.</param>
    /// <param name="noCreate">Whether nothing may be created.</param>
    /// <returns>The client.</returns>
    public MlClient Connect(string? uri = null, TimeSpan? timeout = null, ILogger? logger = null, bool noCreate = false) => MlStore.Connect(
        uri ?? Uri,
        new MlStoreOptions
        {
            BaseFolder = Path.GetTempPath(),
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
            Logger = logger,
            NoCreate = noCreate,
        });

    /// <summary>The database as the store has it.</summary>
    /// <returns>The database.</returns>
    public SqlDatabase Open()
    {
        DatabaseAddress address = (DatabaseAddress)TrackingUri.Parse(Uri, Path.GetTempPath());
        return backend == MlBackend.MySQL
            ? new MySqlDatabase(address, noCreate: false, TimeSpan.FromSeconds(30), null)
            : new PostgresDatabase(address, noCreate: false, TimeSpan.FromSeconds(30), null);
    }

    public void Dispose() => Server.Drop(Name);
}
