using Microsoft.Data.Sqlite;

namespace MlTrack.Bench.Contenders;

/// <summary>Logs metrics by raw ADO.NET, with the statements that the job needs and prepared commands.</summary>
internal sealed class RawWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _stage;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _latest;
    private readonly SqliteCommand _upsert;

    public RawWriter(string file)
    {
        _connection = RawConnection.Open(file);
        _begin = RawConnection.Prepare(_connection, "BEGIN IMMEDIATE");
        _commit = RawConnection.Prepare(_connection, "COMMIT");
        _stage = RawConnection.Prepare(_connection, "SELECT lifecycle_stage FROM runs WHERE run_uuid = $run", "$run");
        _insert = RawConnection.Prepare(
            _connection,
            "INSERT OR IGNORE INTO metrics (\"key\", value, timestamp, run_uuid, step, is_nan) VALUES ($key, $value, $time, $run, $step, 0)",
            "$key", "$value", "$time", "$run", "$step");
        _latest = RawConnection.Prepare(
            _connection, "SELECT step, timestamp, value FROM latest_metrics WHERE \"key\" = $key AND run_uuid = $run", "$key", "$run");
        _upsert = RawConnection.Prepare(
            _connection,
            "INSERT INTO latest_metrics (\"key\", value, timestamp, step, is_nan, run_uuid) VALUES ($key, $value, $time, $step, 0, $run) "
            + "ON CONFLICT (\"key\", run_uuid) DO UPDATE SET value = excluded.value, timestamp = excluded.timestamp, "
            + "step = excluded.step, is_nan = excluded.is_nan",
            "$key", "$value", "$time", "$step", "$run");
    }

    public string CreateRun()
    {
        string id = Guid.NewGuid().ToString("N");
        RawConnection.Execute(
            _connection,
            "INSERT INTO runs (run_uuid, name, source_type, user_id, status, start_time, lifecycle_stage, artifact_uri, experiment_id) "
            + $"VALUES ('{id}', 'raw', 'LOCAL', 'bench', 'RUNNING', 0, 'active', '', 0)");
        return id;
    }

    /// <summary>Logs points of one metric in one transaction.</summary>
    public void Log(string run, string key, IEnumerable<(double Value, long Time, long Step)> points)
    {
        _begin.ExecuteNonQuery();
        _stage.Parameters[0].Value = run;
        if (_stage.ExecuteScalar() is not "active")
        {
            throw new InvalidOperationException($"The run {run} is not active.");
        }

        (double Value, long Time, long Step)? best = null;
        SqliteParameterCollection insert = _insert.Parameters;
        insert[0].Value = key;
        insert[3].Value = run;
        foreach ((double Value, long Time, long Step) point in points)
        {
            insert[1].Value = point.Value;
            insert[2].Value = point.Time;
            insert[4].Value = point.Step;
            _insert.ExecuteNonQuery();
            best = best is { } last && Compare(last, point) > 0 ? last : point;
        }

        if (best is { } newest && (ReadLatest(run, key) is not { } stored || Compare(stored, newest) < 0))
        {
            SqliteParameterCollection upsert = _upsert.Parameters;
            upsert[0].Value = key;
            upsert[1].Value = newest.Value;
            upsert[2].Value = newest.Time;
            upsert[3].Value = newest.Step;
            upsert[4].Value = run;
            _upsert.ExecuteNonQuery();
        }

        _commit.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (SqliteCommand command in new[] { _begin, _commit, _stage, _insert, _latest, _upsert })
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private (double Value, long Time, long Step)? ReadLatest(string run, string key)
    {
        _latest.Parameters[0].Value = key;
        _latest.Parameters[1].Value = run;
        using SqliteDataReader reader = _latest.ExecuteReader();
        return reader.Read() ? (reader.GetDouble(2), reader.GetInt64(1), reader.GetInt64(0)) : null;
    }

    private static int Compare((double Value, long Time, long Step) one, (double Value, long Time, long Step) other)
    {
        int order = one.Step.CompareTo(other.Step);
        order = order != 0 ? order : one.Time.CompareTo(other.Time);
        return order != 0 ? order : one.Value.CompareTo(other.Value);
    }
}
