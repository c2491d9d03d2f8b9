using System.Diagnostics;
using System.Globalization;
using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Sqlite;

/// <summary>A writer that is killed in mid-stream: what it had acknowledged is there, and the file is whole.</summary>
/// <remarks>MLTRACK_TEST_KILLS sets how many times; 5 unless it is set.</remarks>
public sealed class CrashTests : IDisposable
{
    private const string FileVariable = "MLTRACK_TEST_CRASH_FOLDER";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AcknowledgedIsOnDisk()
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("MLTRACK_TEST_KILLS") ?? "5", CultureInfo.InvariantCulture);
        Random random = new(4711);
        for (int i = 0; i < kills; i++)
        {
            KillAfter(random.Next(1, 60), random.Next(0, 30));
            Verify();
        }
    }

    // The other side: started by the test above in a process of its own, and never on its own.
    [Fact(Explicit = true)]
    public void Write()
    {
        string folder = Environment.GetEnvironmentVariable(FileVariable)!;
        using FileStream acknowledged = new(Path.Join(folder, "acknowledged"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        using StreamWriter lines = new(acknowledged) { AutoFlush = true };
        using MlClient client = MlStore.Connect("sqlite:///mlflow.db", new MlStoreOptions { BaseFolder = folder });
        string runId = client.CreateRun(new NewRun("0"), cancellationToken: Token).RunId;
        for (int i = 0; ; i++)
        {
            if (i % 10 == 9)
            {
                client.Log([.. Enumerable.Range(0, 500).Select(n => new MetricEntry(runId, $"m{n % 5}", i + n, n, i))], Token);
            }

            client.LogBatch(
                new RunBatch(runId) { Params = [new($"p{i}", "x")], Metrics = [new("m", i, i, i)], Tags = [new("t", $"{i}")] },
                cancellationToken: Token);
            lines.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{runId} {i}"));
        }
    }

    private void KillAfter(int lines, int milliseconds)
    {
        string file = _folder["acknowledged"];
        int before = Acknowledged().Count;
        ProcessStartInfo start = new(Path.Join(AppContext.BaseDirectory, "MlTrack.Stores.Tests"))
        {
            RedirectStandardOutput = true,
            ArgumentList = { "-explicit", "only", "-method", $"{typeof(CrashTests).FullName}.{nameof(Write)}" },
            Environment = { [FileVariable] = _folder.Path },
        };
        using Process writer = Process.Start(start)!;
        Stopwatch watch = Stopwatch.StartNew();
        while (!File.Exists(file) || Acknowledged().Count < before + lines)
        {
            Assert.False(writer.HasExited, "The writer ended by itself.");
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), "The writer acknowledged nothing for a minute.");
            Thread.Sleep(2);
        }

        Thread.Sleep(milliseconds);
        writer.Kill();
        writer.WaitForExit();
    }

    private void Verify()
    {
        Dictionary<string, int> last = [];
        foreach (string line in Acknowledged())
        {
            string[] parts = line.Split(' ');
            last[parts[0]] = int.Parse(parts[1], CultureInfo.InvariantCulture);
        }

        using MlClient client = MlStore.Connect(
            "sqlite:///mlflow.db", new MlStoreOptions { BaseFolder = _folder.Path, NoCreate = true });
        foreach ((string runId, int i) in last)
        {
            MlRun run = client.GetRun(runId, Token);
            HashSet<long> steps = [.. client.GetMetricHistory(runId, ["m"], Token).Select(point => point.Step)];
            Assert.All(Enumerable.Range(0, i + 1), step =>
            {
                Assert.Equal("x", run.Params[$"p{step}"]);
                Assert.Contains(step, steps);
            });
            Assert.Equal(steps.Max(), run.Metrics["m"]);
            Assert.True(int.Parse(run.Tags["t"], CultureInfo.InvariantCulture) >= i);
        }

        Assert.Equal("ok", RawSql.Text(_folder["mlflow.db"], "PRAGMA integrity_check"));
        Assert.Empty(RawSql.Query(_folder["mlflow.db"], "PRAGMA foreign_key_check"));
    }

    private List<string> Acknowledged()
    {
        if (!File.Exists(_folder["acknowledged"]))
        {
            return [];
        }

        using FileStream file = new(_folder["acknowledged"], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        string text = reader.ReadToEnd();

        // A line that was cut by the kill wasn't acknowledged.
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
