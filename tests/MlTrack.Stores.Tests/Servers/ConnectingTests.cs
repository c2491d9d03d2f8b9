using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MlTrack.Stores.Tests.Support;
using MlTrack.TestNeeds.Servers;

namespace MlTrack.Stores.Tests.Servers;

/// <summary>What stands in the way of a first connection: how long it is waited for, and what is told.</summary>
public sealed class ConnectingTests
{
    public static TheoryData<MlBackend> Backends => [MlBackend.MySQL, MlBackend.PostgreSQL];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Backends))]
    public void ASilentServerHoldsUpNobodyWhoStops(MlBackend backend)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using MlClient client = Connect(backend, $"u@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/db", 4);
        foreach (Action<CancellationToken> work in new Action<CancellationToken>[]
        {
            token => client.GetExperiment("0", token), token => client.Store.Test(token), token => client.CreateExperiment(new NewExperiment("e"), token),
        })
        {
            using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(300));
            Stopwatch clock = Stopwatch.StartNew();
            Assert.ThrowsAny<OperationCanceledException>(() => work(stop.Token));
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1.5));

            // What was given up is closed, at the latest when connecting has taken as long as it may.
            using Socket accepted = listener.AcceptSocket();
            accepted.ReceiveTimeout = 8_000;
            Assert.True(IsClosed(accepted));
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void TheFirstCommandWaitsForItsServer(MlBackend backend)
    {
        using ServerDatabaseFixture database = new(backend);
        using FaultProxy proxy = new(database.Server.Port) { Refuses = true };
        foreach (Func<MlClient, string> work in new Func<MlClient, string>[]
        {
            client => client.CreateExperiment(new NewExperiment("e"), Token).Name,
            client => client.FindExperiments(new ExperimentSearch { Filter = "name = 'e'" }, cancellationToken: Token).Single().Name,
        })
        {
            proxy.Refuses = true;
            using MlClient client = database.Connect(database.Server.Uri(database.Name, proxy.Port));
            Stopwatch clock = Stopwatch.StartNew();
            Assert.False(client.Store.Test(Token).Success);
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
            using Timer opener = new(_ => proxy.Refuses = false, null, 1_000, Timeout.Infinite);
            Assert.Equal("e", work(client));
        }
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void AFullServerIsWaitedFor(MlBackend backend)
    {
        using ServerDatabaseFixture database = new(backend);
        string user = "only_" + database.Name;
        database.Server.Execute(
            null, backend == MlBackend.MySQL
                ? $"CREATE USER {user} IDENTIFIED BY 'x' WITH MAX_USER_CONNECTIONS 1; GRANT ALL ON *.* TO {user}"
                : $"CREATE ROLE {user} LOGIN CREATEDB PASSWORD 'x' CONNECTION LIMIT 1");
        try
        {
            string place = $"{user}:x@127.0.0.1:{database.Server.Port}/{database.Name}";
            using MlClient first = Connect(backend, place, 20);
            first.Store.Open(Token);
            using MlClient hasty = Connect(backend, place, 1);
            MlException failure = Assert.Throws<MlException>(() => hasty.Store.Open(Token));
            Assert.Equal(MlErrorCode.TemporarilyUnavailable, failure.ErrorCode);
            Assert.Contains("no more connections", failure.Message, StringComparison.Ordinal);
            using Timer leaver = new(_ => first.Dispose(), null, 1_000, Timeout.Infinite);
            using MlClient patient = Connect(backend, place, 20);
            Assert.Equal("Default", patient.FindExperiments(new ExperimentSearch(), cancellationToken: Token).Single().Name);
        }
        finally
        {
            database.Server.Drop(database.Name);
            database.Server.Execute(null, backend == MlBackend.MySQL ? $"DROP USER {user}" : $"DROP ROLE {user}");
        }
    }

    [Theory]
    [InlineData(MlBackend.MySQL, "u@127.0.0.1:1/db", "nothing listens there")]
    [InlineData(MlBackend.PostgreSQL, "u@127.0.0.1:1/db", "nothing listens there")]
    [InlineData(MlBackend.MySQL, "u@/db?unix_socket=/no/such.sock", "there is no socket '/no/such.sock'")]
    [InlineData(MlBackend.PostgreSQL, "u@/db?host=/no/such", "there is no socket '/no/such/.s.PGSQL.5432'")]
    [InlineData(MlBackend.MySQL, "u@no-host.invalid/db", "the host has no address")]
    [InlineData(MlBackend.PostgreSQL, "u@no-host.invalid/db", "the host has no address")]
    public void WhyThereIsNoConnectionIsTold(MlBackend backend, string place, string why)
    {
        using MlClient client = Connect(backend, place, 0.1);
        MlException failure = Assert.Throws<MlException>(() => client.GetExperiment("0", Token));
        Assert.Equal(MlErrorCode.TemporarilyUnavailable, failure.ErrorCode);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MlBackend.MySQL, "ssl_ca={0}", "ssl_ca", "is a folder")]
    [InlineData(MlBackend.MySQL, "ssl_ca={0}/none", "ssl_ca", "isn't there")]
    [InlineData(MlBackend.MySQL, "ssl_ca={0}/text", "ssl_ca", "holds no certificate")]
    [InlineData(MlBackend.MySQL, "ssl_cert={0}/text&ssl_key={0}/none", "ssl_key", "isn't there")]
    [InlineData(MlBackend.MySQL, "ssl_cert={0}/text", "ssl_cert", "holds no certificate")]
    [InlineData(MlBackend.PostgreSQL, "sslmode=verify-full&sslrootcert={0}", "sslrootcert", "is a folder")]
    [InlineData(MlBackend.PostgreSQL, "sslmode=verify-ca&sslrootcert={0}/none", "sslrootcert", "isn't there")]
    [InlineData(MlBackend.PostgreSQL, "sslmode=require&sslcert={0}/none", "sslcert", "isn't there")]
    public void AWrongFileIsNamed(MlBackend backend, string query, string key, string why)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["text"], "no certificate");
        using MlClient client = Connect(backend, "u@127.0.0.1:1/db?" + string.Format(null, query, folder.Path), 1);
        MlException failure = Assert.Throws<MlException>(() => client.GetExperiment("0", Token));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Uri), (failure.ErrorCode, failure.Entity));
        Assert.Contains($"has {key} '{folder.Path}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    private static bool IsClosed(Socket socket)
    {
        byte[] hello = new byte[1000];
        try
        {
            while (socket.Receive(hello) > 0)
            {
            }

            return true;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.ConnectionReset;
        }
    }

    private static MlClient Connect(MlBackend backend, string place, double seconds) => MlStore.Connect(
        $"{(backend == MlBackend.MySQL ? "mysql" : "postgresql")}://{place}",
        new MlStoreOptions { BaseFolder = Path.GetTempPath(), Timeout = TimeSpan.FromSeconds(seconds) });
}
