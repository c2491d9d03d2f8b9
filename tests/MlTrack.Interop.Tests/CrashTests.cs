using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;

namespace MlTrack.Interop.Tests;

/// <summary>
/// Kills a writer in mid-stream, again and again on one file. MLTRACK_CRASH_ROUNDS says how often (5):
/// <c>MLTRACK_CRASH_ROUNDS=50 dotnet test tests/MlTrack.Interop.Tests --filter FullyQualifiedName~CrashTests</c>.
/// </summary>
public class CrashTests
{
    private const int BatchMetrics = 20;

    private static readonly int s_rounds =
        int.Parse(Environment.GetEnvironmentVariable("MLTRACK_CRASH_ROUNDS") ?? "5", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("metric")]
    [InlineData("batch")]
    [InlineData("stream")]
    public void Everything_acknowledged_survives_a_kill(string mode)
    {
        using TestStore store = new();
        MlTrackTool setup = store.MlTrack();
        string experiment = setup.Text("create_experiment", new { name = "crash" });
        string run = setup.Text("create_run", new { experiment_id = experiment, name = "killed" });
        Random random = new();
        long next = 0;
        for (int round = 0; round < s_rounds; round++)
        {
            long acknowledged = WriteAndKill(store.Database, run, mode, next, TimeSpan.FromMilliseconds(random.Next(1, 400)));
            using MlTrackTool reopened = new(store.Database);
            long stored = Check(reopened, run, mode, acknowledged);
            next = stored + 1;
        }

        MlflowTool mlflow = store.Mlflow(MlflowInstall.Version2);
        Assert.Equal("ok", (string)mlflow.Rows("PRAGMA integrity_check")[0]![0]!);
        Same.Assert(store.MlTrack().Dump(), mlflow.Dump(), "what MLflow reads after the kills");
    }

    // The last step that was acknowledged, or the one before the first if there was none.
    private static long WriteAndKill(string database, string run, string mode, long first, TimeSpan life)
    {
        string writer = Path.Combine(AppContext.BaseDirectory, "MlTrack.CrashWriter.dll");
        using Process process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet",
            [writer, database, run, mode, first.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
        })!;
        string? line = process.StandardOutput.ReadLine(); // The first acknowledgement: from here on it is in mid-stream.
        Assert.NotNull(line);
        Task<string> rest = process.StandardOutput.ReadToEndAsync();
        Thread.Sleep(life);
        process.Kill(); // SIGKILL: nothing of the writer runs any more.
        process.WaitForExit();
        string[] lines = (line + "\n" + rest.Result).Split('\n');

        // The kill may have cut the last line.
        return long.Parse(lines[^2], CultureInfo.InvariantCulture);
    }

    private static long Check(MlTrackTool tool, string run, string mode, long acknowledged)
    {
        JsonNode dump = tool.Dump();
        JsonNode found = dump["runs"]!.AsArray().Single(item => (string)item!["id"]! == run)!;
        string key = mode == "batch" ? "batch.0" : "metric";
        List<long> steps = [.. found["history"]![key]!.AsArray().Select(point => (long)point![2]!)];
        Assert.Equal(Enumerable.Range(0, steps.Count).Select(i => (long)i), steps);
        long last = steps[^1];
        Assert.InRange(last, acknowledged, mode == "stream" ? long.MaxValue : acknowledged + 1);
        if (mode == "batch")
        {
            // No half batch: each step has all of its metrics, its param and its tags.
            for (int i = 0; i < BatchMetrics; i++)
            {
                Assert.Equal(steps.Count, found["history"]!["batch." + i.ToString(CultureInfo.InvariantCulture)]!.AsArray().Count);
            }

            Assert.Equal(steps.Count, found["params"]!.AsObject().Count);
            Assert.Equal(steps.Count, found["tags"]!.AsObject().Count(tag => tag.Key.StartsWith("tag.", StringComparison.Ordinal)));
            Assert.Equal(last.ToString(CultureInfo.InvariantCulture), (string)found["tags"]!["last"]!);
        }

        return last;
    }
}
