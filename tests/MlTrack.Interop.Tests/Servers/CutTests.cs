using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Stores;

namespace MlTrack.Interop.Tests.Servers;

/// <summary>Eight writers log through a proxy that cuts connections: at the end everything is there, once.</summary>
public abstract class CutTests(string version)
{
    private const int Writers = 8;
    private const int Rounds = 6;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Nothing_is_lost_and_nothing_is_there_twice()
    {
        MlflowServer server = MlflowServer.Shared(version);
        server.Reset();
        using CuttingProxy proxy = new(server.Uri, share: 0.25);
        MlStoreOptions options = new()
        {
            Server = new MlServerOptions { MaximumRetryCount = 12, Backoff = TimeSpan.FromMilliseconds(20), Timeout = TimeSpan.FromMinutes(2) },
        };
        using MlClient client = MlStore.Connect(proxy.Uri, options);
        string experiment = client.CreateExperiment(new NewExperiment("cut"), Token).ExperimentId;
        Parallel.For(0, Writers, new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = Token }, writer =>
        {
            MlRun run = client.CreateRun(new NewRun(experiment) { Name = "writer" }, cancellationToken: Token);
            client.SetTag(run.RunId, "writer", $"{writer}", Token);
            for (int round = 0; round < Rounds; round++)
            {
                List<LogEntry> entries =
                [
                    .. Enumerable.Range(0, 150).Select(i => new MetricEntry(run.RunId, $"m{i}", i == 0 ? double.NaN : round, 1000 + round, round)),
                    new ParamEntry(run.RunId, $"p{round}", $"{writer}.{round}"),
                ];
                Assert.Empty(client.Log(entries, Token));
                client.LogMetric(run.RunId, "single", round, round, 5000 + round, Token);
            }

            client.EndRun(run.RunId, MlRunStatus.Finished, 9_000_000_000_000, Token);
        });
        Assert.True(proxy.Cuts >= 5, $"only {proxy.Cuts} cuts");

        using MlClient direct = MlStore.Connect(server.Uri);
        List<MlRun> runs = [.. direct.FindRuns(new RunSearch { ExperimentIds = [experiment] }, cancellationToken: Token)];
        Assert.Equal(
            Enumerable.Range(0, Writers).Select(i => $"{i}"), runs.Select(run => run.Tags["writer"]).Order(StringComparer.Ordinal));
        foreach (MlRun run in runs)
        {
            Assert.Equal(MlRunStatus.Finished, run.Status);
            Assert.Equal(Enumerable.Range(0, Rounds).Select(i => $"{run.Tags["writer"]}.{i}"), run.Params.OrderBy(p => p.Key).Select(p => p.Value));
            Assert.Equal(151, run.Metrics.Count);
            foreach (string key in new[] { "m0", "m1", "m149", "single" })
            {
                Assert.Equal(
                    Enumerable.Range(0, Rounds).Select(i => (long)i), direct.GetMetricHistory(run.RunId, [key], Token).Select(point => point.Step));
            }
        }

        Assert.Equal(Writers * Rounds * 151, ServerDatabase.Count(server.Database, "metrics"));
    }
}

[Collection(RestCollections.Two)]
public sealed class Rest2CutTests() : CutTests(MlflowInstall.Version2);

[Collection(RestCollections.Three)]
public sealed class Rest3CutTests() : CutTests(MlflowInstall.Version3);
