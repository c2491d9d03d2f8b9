using System.Globalization;
using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;

namespace MlTrack.Interop.Tests;

/// <summary>A process of MLflow's and MlTrack write one file at the same time.</summary>
public class ConcurrentWritersTests
{
    private const int Each = 200;
    private const int Threads = 4;

    [Theory]
    [InlineData(MlflowInstall.Version2, true)]
    [InlineData(MlflowInstall.Version3, true)]
    [InlineData(MlflowInstall.Version3, false)]
    [InlineData(MlflowInstall.Version2, true, MlBackend.MySQL)]
    [InlineData(MlflowInstall.Version3, false, MlBackend.MySQL)]
    [InlineData(MlflowInstall.Version2, true, MlBackend.PostgreSQL)]
    [InlineData(MlflowInstall.Version3, false, MlBackend.PostgreSQL)]
    public async Task Nothing_is_lost_and_MlTrack_waits_for_locks(string version, bool madeByMlTrack, MlBackend backend = MlBackend.SQLite)
    {
        using TestStore store = new(backend);
        using MlflowProcess process = MlflowProcess.Start(version);
        MlTrackTool mltrack = store.MlTrack();
        MlflowTool mlflow = store.Mlflow(process);
        ITool maker = madeByMlTrack ? mltrack : mlflow; // MlTrack's files have a write-ahead log, MLflow's a rollback journal.
        string experiment = maker.Text("create_experiment", new { name = "race" });
        string run = maker.Text("create_run", new { experiment_id = experiment, name = "shared" });
        mlflow.Dump();

        Task other = Task.Run(() => mlflow.Call(
            "log_many", new { run_id = run, key = "mlflow", first = 0, count = Each, @params = true }));
        await Task.WhenAll([other, .. Enumerable.Range(0, Threads).Select(thread => Task.Run(() => LogMany(mltrack, run, thread)))]);

        JsonNode dump = mltrack.Dump();
        Same.Assert(mlflow.Dump(), dump, "what both read after the race");
        JsonNode found = dump["runs"]![0]!;
        string[] keys = ["mlflow", .. Enumerable.Range(0, Threads).Select(Key)];
        Assert.Equal((Threads + 1) * Each, found["params"]!.AsObject().Count);
        Assert.Equal(Threads * Each, found["history"]!["both"]!.AsArray().Count);
        foreach (string key in keys)
        {
            Assert.Equal(Each, found["history"]![key]!.AsArray().Count);
            Assert.Equal(Bits.Of(Each - 1), (string)found["metrics"]![key]!);
        }

        if (backend == MlBackend.SQLite)
        {
            Assert.Equal("ok", (string)mlflow.Rows("PRAGMA integrity_check")[0]![0]!);
        }
    }

    private static string Key(int thread) => "mltrack" + thread.ToString(CultureInfo.InvariantCulture);

    private static void LogMany(MlTrackTool tool, string run, int thread)
    {
        string key = Key(thread);
        for (int step = 0; step < Each; step++)
        {
            tool.Client.LogBatch(new Stores.RunBatch(run)
            {
                Metrics = [new(key, step, step, step), new("both", thread, step, step)],
                Params = [new($"{key}.{step}", step.ToString(CultureInfo.InvariantCulture))],
            });
        }
    }
}
