using Microsoft.Data.Sqlite;

namespace MlTrack.Bench.Contenders;

/// <summary>Reads runs by raw ADO.NET: one statement for the runs and one for each table of children, however many runs there are.</summary>
internal sealed class RawReader : IDisposable
{
    private const string Columns =
        "r.run_uuid, r.name, r.experiment_id, r.status, r.start_time, r.end_time, r.user_id, r.lifecycle_stage, r.artifact_uri";

    private const string Listed = "FROM runs r WHERE r.experiment_id = $experiment AND r.lifecycle_stage = 'active'";

    private const string Filtered =
        "FROM runs r JOIN latest_metrics m ON m.run_uuid = r.run_uuid AND m.\"key\" = 'm1' AND m.value > $least AND m.is_nan = 0 "
        + "JOIN params p ON p.run_uuid = r.run_uuid AND p.\"key\" = 'p1' AND p.value = $choice "
        + "WHERE r.experiment_id = $experiment AND r.lifecycle_stage = 'active' AND r.status = 'FINISHED'";

    private readonly SqliteConnection _connection;

    public RawReader(string file)
    {
        _connection = RawConnection.Open(file);
    }

    /// <summary>All runs of an experiment, newest first.</summary>
    public List<RawRun> List(long experiment)
    {
        using SqliteCommand command = Command($"SELECT {Columns} {Listed} ORDER BY r.start_time DESC, r.run_uuid", ("$experiment", experiment));
        List<RawRun> runs = ReadRuns(command);
        AddChildren(runs, $"JOIN runs r ON r.run_uuid = c.run_uuid WHERE r.experiment_id = {experiment} AND r.lifecycle_stage = 'active'");
        return runs;
    }

    /// <summary>The newest runs of an experiment.</summary>
    public List<RawRun> Newest(long experiment, int count)
    {
        using SqliteCommand command = Command(
            $"SELECT {Columns} {Listed} ORDER BY r.start_time DESC, r.run_uuid LIMIT $count", ("$experiment", experiment), ("$count", count));
        return WithChildren(ReadRuns(command));
    }

    /// <summary>The best runs that a metric, a param and a status select.</summary>
    public List<RawRun> Filter(long experiment, double least, string choice, int count)
    {
        using SqliteCommand command = Command(
            $"SELECT {Columns} {Filtered} ORDER BY m.value DESC, r.start_time DESC, r.run_uuid LIMIT $count",
            ("$experiment", experiment), ("$least", least), ("$choice", choice), ("$count", count));
        return WithChildren(ReadRuns(command));
    }

    public RawRun Get(string id)
    {
        using SqliteCommand command = Command($"SELECT {Columns} FROM runs r WHERE r.run_uuid = $run", ("$run", id));
        return WithChildren(ReadRuns(command))[0];
    }

    public void Dispose() => _connection.Dispose();

    private SqliteCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private static List<RawRun> ReadRuns(SqliteCommand command)
    {
        List<RawRun> runs = [];
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            runs.Add(new RawRun
            {
                RunId = reader.GetString(0),
                Name = reader.IsDBNull(1) ? null : reader.GetString(1),
                ExperimentId = reader.GetInt64(2),
                Status = reader.GetString(3),
                StartTime = reader.GetInt64(4),
                EndTime = reader.IsDBNull(5) ? null : reader.GetInt64(5),
                UserId = reader.IsDBNull(6) ? null : reader.GetString(6),
                LifecycleStage = reader.GetString(7),
                ArtifactUri = reader.IsDBNull(8) ? null : reader.GetString(8),
            });
        }

        return runs;
    }

    private List<RawRun> WithChildren(List<RawRun> runs)
    {
        AddChildren(runs, $"WHERE c.run_uuid IN ({string.Join(',', runs.Select(run => $"'{run.RunId}'"))})");
        return runs;
    }

    private void AddChildren(List<RawRun> runs, string which)
    {
        Dictionary<string, RawRun> byId = runs.ToDictionary(run => run.RunId, StringComparer.Ordinal);
        Read("latest_metrics", (run, reader) => run.Metrics[reader.GetString(1)] = reader.GetDouble(2));
        Read("params", (run, reader) => run.Params[reader.GetString(1)] = reader.GetString(2));
        Read("tags", (run, reader) => run.Tags[reader.GetString(1)] = reader.GetString(2));

        void Read(string table, Action<RawRun, SqliteDataReader> add)
        {
            using SqliteCommand command = Command($"SELECT c.run_uuid, c.\"key\", c.value FROM {table} c {which}");
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                add(byId[reader.GetString(0)], reader);
            }
        }
    }
}
