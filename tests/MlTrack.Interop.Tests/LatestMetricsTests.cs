using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;

namespace MlTrack.Interop.Tests;

/// <summary>
/// Random points are logged by MLflow alone, by MlTrack alone and by both in turn: latest_metrics and the history must be the same rows,
/// whoever wrote them. Steps, times and values come from small sets, so that ties are the rule.
/// </summary>
public class LatestMetricsTests
{
    private const int Rounds = 6;
    private const int Batches = 12;

    private const string LatestRows =
        "SELECT m.key, value, timestamp, step, is_nan FROM latest_metrics m WHERE run_uuid = '{0}' ORDER BY m.key";

    private const string HistoryRows =
        "SELECT m.key, timestamp, step, value, is_nan FROM metrics m WHERE run_uuid = '{0}' ORDER BY 1, 2, 3, 4, 5";

    private static readonly double[] s_values =
        [0.0, -0.0, 1, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon];

    [Theory]
    [InlineData(MlflowInstall.Version2)]
    [InlineData(MlflowInstall.Version3)]
    [InlineData(MlflowInstall.Version3, MlBackend.MySQL)]
    [InlineData(MlflowInstall.Version3, MlBackend.PostgreSQL)]
    public void Both_keep_the_same_latest_points(string version, MlBackend backend = MlBackend.SQLite)
    {
        using TestStore store = new(backend);
        MlflowTool mlflow = store.Mlflow(version);
        string experiment = mlflow.Text("create_experiment", new { name = "latest" });
        MlTrackTool mltrack = store.MlTrack();
        int seed = Environment.TickCount;
        for (int round = 0; round < Rounds; round++, seed++)
        {
            List<object[]> batches = RandomBatches(new Random(seed), ValuesOf(backend));
            string first = Log(batches, experiment, _ => mlflow);
            string second = Log(batches, experiment, _ => mltrack);
            string third = Log(batches, experiment, i => i % 2 == 0 ? mlflow : mltrack);
            foreach (string rows in new[] { LatestRows, HistoryRows })
            {
                JsonArray expected = Rows(mlflow, rows, first);
                Same.Assert(expected, Rows(mlflow, rows, second), $"rows by MlTrack (seed {seed})");
                Same.Assert(expected, Rows(mlflow, rows, third), $"rows by both (seed {seed})");
            }

            Same.Assert(
                mlflow.Call("get_run", new { run_id = third })!["metrics"], mltrack.Call("get_run", new { run_id = third })!["metrics"],
                $"the metrics that both read (seed {seed})");
        }
    }

    private static JsonArray Rows(MlflowTool mlflow, string rows, string run) =>
        mlflow.Rows(rows.Replace("{0}", run, StringComparison.Ordinal));

    private static string Log(List<object[]> batches, string experiment, Func<int, ITool> chooseTool)
    {
        string run = chooseTool(0).Text("create_run", new { experiment_id = experiment, name = "r" });
        for (int i = 0; i < batches.Count; i++)
        {
            chooseTool(i).Call("log_batch", new { run_id = run, metrics = batches[i] });
        }

        return run;
    }

    // MLflow's driver for PostgreSQL sends -0.0 as a literal, which the server reads as 0; MlTrack keeps what it is given.
    private static double[] ValuesOf(MlBackend backend) =>
        backend == MlBackend.PostgreSQL ? [.. s_values.Where(value => value != 0 || !double.IsNegative(value))] : s_values;

    private static List<object[]> RandomBatches(Random random, double[] values)
    {
        HashSet<(int, int, int, double)> seen = [];
        return [.. Enumerable.Range(0, Batches).Select(_ => RandomBatch(random, values, seen)).Where(batch => batch.Length > 0)];
    }

    private static object[] RandomBatch(
        Random random, double[] values, HashSet<(int Key, int Timestamp, int Step, double Stored)> seen)
    {
        List<object> points = [];
        for (int i = random.Next(1, 8); i > 0; i--)
        {
            (int key, int timestamp, int step) = (random.Next(3), random.Next(3), random.Next(-1, 2));
            double value = values[random.Next(values.Length)];
            double stored = double.IsNaN(value) ? value : Math.Clamp(value, double.MinValue, double.MaxValue);

            // MLflow fails on a repeated point whose value changes by being stored: it doesn't know it again.
            if (seen.Add((key, timestamp, step, stored)) || Math.Abs(value) == 1)
            {
                points.Add(new { key = $"m{key}", value = Bits.Of(value), timestamp, step });
            }
        }

        return [.. points];
    }
}
