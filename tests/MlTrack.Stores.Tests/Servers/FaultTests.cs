using System.Diagnostics;
using MlTrack.Stores.Sql.Connections;
using MlTrack.TestNeeds.Servers;

namespace MlTrack.Stores.Tests.Servers;

/// <summary>What breaks between a client and its server, and on the server, and what becomes of the work.</summary>
public sealed class FaultTests
{
    private static readonly MlBackend[] s_backends = [MlBackend.MySQL, MlBackend.PostgreSQL];

    public static TheoryData<MlBackend> Backends => [.. s_backends];

    public static TheoryData<MlBackend, bool> BackendsAndMoments => new MatrixTheoryData<MlBackend, bool>(s_backends, [false, true]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(BackendsAndMoments))]
    public void ACommitThatIsCutIsStoredOnce(MlBackend backend, bool arrives)
    {
        FaultMoment moment = arrives ? FaultMoment.BeforeItsAnswer : FaultMoment.BeforeItArrives;
        using ServerDatabaseFixture database = new(backend);
        using FaultProxy proxy = new(database.Server.Port);
        using MlClient client = database.Connect(database.Server.Uri(database.Name, proxy.Port));
        client.Store.Open(Token);
        int cuts = 0;
        void Cut(Action action)
        {
            proxy.CutAt("COMMIT", moment);
            action();
            Assert.Equal(++cuts, proxy.Cuts);

            // Prepared statements travel without their text: a new connection sends it again.
            proxy.Cut();
        }

        MlExperiment experiment = new();
        Cut(() => experiment = client.CreateExperiment(new NewExperiment("once") { Tags = [new("a", "1")] }, Token));
        Assert.Equal(experiment.ExperimentId, client.GetExperimentByName("once", Token)!.ExperimentId);
        MlRun run = new();
        Cut(() => run = client.CreateRun(new NewRun(experiment.ExperimentId), cancellationToken: Token));
        Assert.Equal(run.RunId, client.FindRuns(new RunSearch(), cancellationToken: Token).Single().RunId);
        Cut(() => client.LogBatch(
            new RunBatch(run.RunId) { Params = [new("p", "1")], Metrics = [new("m", 1, 1, 1)], Tags = [new("t", "1")] }, cancellationToken: Token));
        Cut(() => Assert.Empty(client.Log([new MetricEntry(run.RunId, "m", 2, 2, 2), new ParamEntry(run.RunId, "q", "1")], Token)));
        Cut(() => client.DeleteRunTag(run.RunId, "t", Token));
        Cut(() => client.DeleteExperimentTag(experiment.ExperimentId, "a", Token));
        Cut(() => client.RenameExperiment(experiment.ExperimentId, "twice", Token));
        Cut(() => client.DeleteExperiment(experiment.ExperimentId, Token));
        Cut(() => client.RestoreExperiment(experiment.ExperimentId, Token));
        Cut(() => client.EndRun(run.RunId, cancellationToken: Token));
        MlRun read = client.GetRun(run.RunId, Token);
        Assert.Equal(("1", 2.0, MlRunStatus.Finished, false), (read.Params["p"], read.Metrics["m"], read.Status, read.Tags.ContainsKey("t")));
        Assert.Equal(2, client.GetMetricHistory(run.RunId, null, Token).Count());
        Assert.Equal("2", database.Server.Execute(database.Name, "SELECT COUNT(*) FROM experiments"));
    }

    [Theory]
    [MemberData(nameof(BackendsAndMoments))]
    public void AReadThatIsCutIsDoneAgain(MlBackend backend, bool arrives)
    {
        using ServerDatabaseFixture database = new(backend);
        using FaultProxy proxy = new(database.Server.Port);
        using MlClient client = database.Connect(database.Server.Uri(database.Name, proxy.Port));
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        client.LogMetric(run.RunId, "m", 1, cancellationToken: Token);
        foreach (Action read in new Action[]
        {
            () => Assert.Equal(1, client.GetRun(run.RunId, Token).Metrics["m"]),
            () => Assert.Equal(run.RunId, client.FindRuns(new RunSearch(), cancellationToken: Token).Single().RunId),
            () => Assert.Single(client.GetMetricHistory(run.RunId, null, Token)),
            () => Assert.Equal("Default", client.GetExperiment("0", Token).Name),
        })
        {
            proxy.CutAt("SELECT", arrives ? FaultMoment.BeforeItsAnswer : FaultMoment.BeforeItArrives);
            read();
            proxy.Cut();
        }

        Assert.Equal(4, proxy.Cuts);
    }

    [Theory]
    [MemberData(nameof(BackendsAndMoments))]
    public void AServerMayBeRestarted(MlBackend backend, bool hard)
    {
        using TestServer server = TestServer.Own(backend);
        using ServerDatabaseFixture database = new(backend, server);
        using MlClient client = database.Connect();
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        for (int round = 0; round < 2; round++)
        {
            if (hard)
            {
                server.Kill();
            }
            else
            {
                server.Terminate();
            }

            Thread starter = new(() =>
            {
                Thread.Sleep(2000);
                server.Start();
            });
            starter.Start();
            client.LogMetric(run.RunId, "m", round, step: round, cancellationToken: Token);
            Assert.Equal(round, client.GetRun(run.RunId, Token).Metrics["m"]);
            starter.Join();
        }

        Assert.Equal(2, client.GetMetricHistory(run.RunId, null, Token).Count());
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void AServerThatStaysAwayIsAnErrorInTime(MlBackend backend)
    {
        using ServerDatabaseFixture database = new(backend);
        using FaultProxy proxy = new(database.Server.Port) { Refuses = true };
        using MlClient client = database.Connect(database.Server.Uri(database.Name, proxy.Port), TimeSpan.FromSeconds(2));
        Stopwatch clock = Stopwatch.StartNew();
        MlException failure = Assert.Throws<MlException>(() => client.GetExperiment("0", Token));
        Assert.Equal(MlErrorCode.TemporarilyUnavailable, failure.ErrorCode);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(10));
        Assert.DoesNotContain("p@ss", failure.ToString(), StringComparison.Ordinal);
        Assert.False(client.Store.Test(Token).Success);

        // Who waits may be told to stop.
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(300));
        using MlClient patient = database.Connect(database.Server.Uri(database.Name, proxy.Port));
        clock.Restart();
        Assert.ThrowsAny<OperationCanceledException>(() => patient.GetExperiment("0", stop.Token));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void ANetworkThatStallsIsAnErrorInTime(MlBackend backend)
    {
        using ServerDatabaseFixture database = new(backend);
        using FaultProxy proxy = new(database.Server.Port);
        using MlClient client = database.Connect(database.Server.Uri(database.Name, proxy.Port), TimeSpan.FromSeconds(2));
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        proxy.Stalls = true;
        Stopwatch clock = Stopwatch.StartNew();
        MlException failure = Assert.Throws<MlException>(() => client.LogMetric(run.RunId, "m", 1, cancellationToken: Token));
        Assert.Equal(MlErrorCode.TemporarilyUnavailable, failure.ErrorCode);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(15));
        proxy.Stalls = false;
        client.LogMetric(run.RunId, "m", 2, step: 1, cancellationToken: Token);
        Assert.Equal(2, client.GetRun(run.RunId, Token).Metrics["m"]);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void ACancelledStatementEndsOnTheServerToo(MlBackend backend)
    {
        using ServerDatabaseFixture fixture = new(backend);
        using (MlClient client = fixture.Connect())
        {
            client.Store.Open(Token);
        }

        using SqlDatabase database = fixture.Open();
        string sleep = backend == MlBackend.MySQL ? "SELECT SLEEP(60)" : "SELECT pg_sleep(60)";
        foreach (int after in new[] { 0, 1, 300 })
        {
            using CancellationTokenSource stop = new();
            Stopwatch clock = Stopwatch.StartNew();
            Assert.ThrowsAny<OperationCanceledException>(() =>
            {
                using SqlSession session = database.Rent(stop.Token);
                stop.CancelAfter(after);
                session.QueryText(sleep);
            });
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        }

        string running = backend == MlBackend.MySQL
            ? $"SELECT COUNT(*) FROM information_schema.processlist WHERE db = '{fixture.Name}' AND info LIKE '%SLEEP(60)%' AND id <> CONNECTION_ID()"
            : $"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = '{fixture.Name}' AND query LIKE '%pg_sleep(60)%' AND state = 'active' AND pid <> pg_backend_pid()";
        Stopwatch wait = Stopwatch.StartNew();
        while (fixture.Server.Execute(null, running) != "0" && wait.Elapsed < TimeSpan.FromSeconds(3))
        {
            Thread.Sleep(50);
        }

        Assert.Equal("0", fixture.Server.Execute(null, running));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void ManyClientsThatWriteTheSameRunsLoseNothing(MlBackend backend)
    {
        const int Writers = 8;
        const int Batches = 10;
        const int Each = 100;
        using ServerDatabaseFixture database = new(backend);
        using MlClient first = database.Connect();
        string[] runs = [.. Enumerable.Range(0, 2).Select(_ => first.CreateRun(new NewRun("0"), cancellationToken: Token).RunId)];
        List<Exception> failures = [];
        Thread[] threads = [.. Enumerable.Range(0, Writers).Select(writer => new Thread(() =>
        {
            try
            {
                using MlClient client = database.Connect();
                for (int batch = 0; batch < Batches; batch++)
                {
                    // Each in another order, so that they lock the same rows crosswise.
                    IReadOnlyList<LogFailure> refused = client.Log(
                        [
                            .. Enumerable.Range(0, Each).Select(i => new MetricEntry(
                                runs[(i + writer) % 2], $"m{(i + writer) % 5}", (batch * Each) + i, writer, (batch * Each) + i)),
                            new TagEntry(runs[writer % 2], "by", $"{writer}"), new TagEntry(runs[(writer + 1) % 2], "by", $"{writer}"),
                        ],
                        Token);
                    Assert.Empty(refused);
                }
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                lock (failures)
                {
                    failures.Add(failure);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(failures);
        Assert.Equal($"{Writers * Batches * Each}", database.Server.Execute(database.Name, "SELECT COUNT(*) FROM metrics"));
        Assert.Equal(
            "0", database.Server.Execute(
                database.Name, "SELECT COUNT(*) FROM latest_metrics l WHERE step <> (SELECT MAX(m.step) FROM metrics m WHERE m.run_uuid = l.run_uuid AND m.key = l.key)"));
    }
}
