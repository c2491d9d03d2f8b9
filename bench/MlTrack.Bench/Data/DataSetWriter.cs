using System.Globalization;
using Microsoft.Data.Sqlite;
using MlTrack.Bench.Contenders;

namespace MlTrack.Bench.Data;

/// <summary>
/// Fills a database of MLflow's schema by plain inserts: one experiment with all the runs. 'm1' is uniform in [0, 1), 'p1' one of four
/// choices, one run in five is not FINISHED: a filter of the three finds about one run in ten at m1 &gt; 0.5.
/// </summary>
internal static class DataSetWriter
{
    public const long Experiment = 1;

    private const long Epoch = 1_700_000_000_000;

    public static readonly string[] Choices = ["adam", "sgd", "rmsprop", "lion"];

    public static void Fill(string file, DataSetShape shape)
    {
        using SqliteConnection connection = RawConnection.Open(file);

        // The keys are spread: with the usual cache, a million runs would be written over and over.
        RawConnection.Execute(connection, "PRAGMA synchronous=OFF; PRAGMA cache_size=-4000000; BEGIN");
        RawConnection.Execute(
            connection,
            "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time) "
            + $"VALUES ({Experiment}, 'bench', '/mlruns/1', 'active', {Epoch}, {Epoch})");
        Random random = new(20_240_229);
        using Inserter runs = new(
            connection, "runs", "run_uuid", "name", "source_type", "source_name", "entry_point_name", "user_id", "status", "start_time",
            "end_time", "source_version", "lifecycle_stage", "artifact_uri", "experiment_id");
        using Inserter metrics = new(connection, "metrics", "key", "value", "timestamp", "run_uuid", "step", "is_nan");
        using Inserter latest = new(connection, "latest_metrics", "key", "value", "timestamp", "run_uuid", "step", "is_nan");
        using Inserter logParams = new(connection, "params", "key", "value", "run_uuid");
        using Inserter tags = new(connection, "tags", "key", "value", "run_uuid");
        for (int run = 0; run < shape.Runs; run++)
        {
            string id = RunId(run);
            long start = Epoch + (run * 1000L);
            string name = FormattableString.Invariant($"run-{run}");
            string status = (run % 10) switch { 3 => "FAILED", 7 => "RUNNING", _ => "FINISHED" };
            runs.Insert(
                id, name, "UNKNOWN", "", "", "bench", status, start, status == "RUNNING" ? DBNull.Value : start + 60_000, "", "active",
                $"/mlruns/1/{id}/artifacts", Experiment);
            for (int i = 1; i <= shape.Metrics; i++)
            {
                double value = random.NextDouble();
                metrics.Insert(Key("m", i), value, start + i, id, 0L, 0L);
                latest.Insert(Key("m", i), value, start + i, id, 0L, 0L);
            }

            for (int i = 1; i <= shape.Params; i++)
            {
                logParams.Insert(Key("p", i), i == 1 ? Choices[random.Next(4)] : random.NextDouble().ToString("R", CultureInfo.InvariantCulture), id);
            }

            for (int i = 1; i <= shape.Tags; i++)
            {
                (string key, string value) = i switch
                {
                    1 => ("mlflow.runName", name),
                    2 => ("mlflow.user", "bench"),
                    _ => (Key("t", i), FormattableString.Invariant($"value {random.Next(100)}")),
                };
                tags.Insert(key, value, id);
            }
        }

        RawConnection.Execute(connection, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>The id of a run by its number: spread like random ones, as the keys of the indexes are in real life.</summary>
    public static string RunId(int run)
    {
        // Two rounds of a mixing function; any number gives another id.
        ulong high = Mix((ulong)run + 1);
        return FormattableString.Invariant($"{high:x16}{Mix(high):x16}");
    }

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>The key of a metric, param or tag by its number.</summary>
    public static string Key(string kind, int number) => kind + number.ToString(CultureInfo.InvariantCulture);

    private sealed class Inserter(SqliteConnection connection, string table, params string[] columns) : IDisposable
    {
        private readonly SqliteCommand _command = RawConnection.Prepare(
            connection,
            $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) "
            + $"VALUES ({string.Join(", ", columns.Select(column => "$" + column))})",
            [.. columns.Select(column => "$" + column)]);

        public void Insert(params ReadOnlySpan<object> values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                _command.Parameters[i].Value = values[i];
            }

            _command.ExecuteNonQuery();
        }

        public void Dispose() => _command.Dispose();
    }
}
