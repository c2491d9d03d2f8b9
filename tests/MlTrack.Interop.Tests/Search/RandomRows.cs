using System.Globalization;
using Microsoft.Data.Sqlite;

namespace MlTrack.Interop.Tests.Search;

/// <summary>
/// Fills a database with random rows as MLflow would have written them, odd ones included: ties, NaN and infinities, missing names and
/// ends, tags without a value, runs of deleted experiments, several datasets a run.
/// </summary>
internal sealed class RandomRows(SqliteConnection connection, int seed)
{
    private const int Runs = 150;
    private const int Traces = 50;

    private readonly Random _random = new(seed);

    public void Fill()
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        for (int id = 1; id <= SearchWords.Experiments.Length; id++)
        {
            Insert(
                "experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)",
                id, SearchWords.Experiments[id - 1], $"/m/{id}", id is 3 or 8 ? "deleted" : "active", MaybeTime(), MaybeTime());
            InsertPairs("experiment_tags (key, value, experiment_id)", SearchWords.Tags, nulls: true, id);
        }

        List<(string Id, int Experiment)> datasets = AddDatasets();
        for (int i = 0; i < Runs; i++)
        {
            AddRun(i, datasets);
        }

        foreach (string name in SearchWords.Models)
        {
            AddModel(name);
        }

        for (int i = 0; i < Traces; i++)
        {
            AddTrace();
        }

        transaction.Commit();
    }

    private List<(string Id, int Experiment)> AddDatasets()
    {
        List<(string, int)> datasets = [];
        for (int experiment = 0; experiment <= SearchWords.Experiments.Length; experiment++)
        {
            foreach (string name in SearchWords.Datasets.Where(_ => Often(0.6)))
            {
                string id = Id();
                datasets.Add((id, experiment));
                Insert(
                    "datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source)",
                    id, experiment, name, Pick(["d1", "D1", "abc_1"]), "local", "{}");
            }
        }

        return datasets;
    }

    private void AddRun(int number, List<(string Id, int Experiment)> datasets)
    {
        string id = Id();
        int experiment = _random.Next(SearchWords.Experiments.Length + 1);
        string? name = Often(0.1) ? null : Often(0.3) ? Pick(SearchWords.Values) : $"run-{number}";
        long start = SearchWords.Time + (Often(0.3) ? _random.Next(4) : number);
        long? end = Often(0.3) ? null : start + _random.Next(2000);
        Insert(
            "runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time, source_version, "
            + "lifecycle_stage, artifact_uri, experiment_id)",
            id, name, "UNKNOWN", "", "", Pick(SearchWords.Users), Pick(SearchWords.Statuses), start, end, "",
            Often(0.8) ? "active" : "deleted", Pick([$"/m/{experiment}/{id}/artifacts", "s3://B/x%y", "s3://b/X_y"]), experiment);
        if (name is not null && Often(0.9))
        {
            Insert("tags (key, value, run_uuid)", MlTags.RunName, name, id);
        }

        InsertPairs("tags (key, value, run_uuid)", SearchWords.Tags, nulls: true, id);
        InsertPairs("params (key, value, run_uuid)", SearchWords.Params, nulls: false, id);
        foreach (string key in SearchWords.Metrics.Where(_ => Often(0.6)))
        {
            bool isNaN = key == "nan" ? Often(0.6) : Often(0.05);
            double value = isNaN ? 0 : key switch
            {
                "inf" => Pick([double.MaxValue, double.MinValue]),
                "ties" => Pick([0.5, 0.5, 1]),
                _ => Pick(SearchWords.Numbers),
            };
            Insert("latest_metrics (key, value, timestamp, step, is_nan, run_uuid)", key, value, SearchWords.Time, 0, isNaN ? 1 : 0, id);
        }

        foreach ((string dataset, _) in datasets.Where(one => one.Experiment == experiment && Often(0.3)))
        {
            string input = Id();
            Insert("inputs (input_uuid, source_type, source_id, destination_type, destination_id)", input, "DATASET", dataset, "RUN", id);
            if (Often(0.7))
            {
                Insert("input_tags (input_uuid, name, value)", input, MlTags.DatasetContext, Pick(["training", "eval", "Eval"]));
            }
        }
    }

    private void AddModel(string name)
    {
        Insert("registered_models (name, creation_time, last_updated_time)", name, SearchWords.Time, SearchWords.Time + _random.Next(3));
        InsertPairs("registered_model_tags (key, value, name)", SearchWords.Tags, nulls: false, name);
        if (name == "prompt")
        {
            Insert("registered_model_tags (key, value, name)", "mlflow.prompt.is_prompt", "true", name);
        }

        for (int version = _random.Next(1, 5); version > 0; version--)
        {
            Insert(
                "model_versions (name, version, creation_time, last_updated_time, current_stage, source, run_id, status)", name, version,
                SearchWords.Time + _random.Next(3), SearchWords.Time + _random.Next(3), Pick(["None", "None", "Production", "Deleted_Internal"]),
                Pick(["/s/a", "/s/A", "s3://x"]), Pick<string?>([null, "", "abc", "ABC"]), "READY");
            InsertPairs("model_version_tags (key, value, name, version)", SearchWords.Tags, nulls: false, name, version);
        }
    }

    private void AddTrace()
    {
        string id = "tr-" + Id();
        Insert(
            "trace_info (request_id, experiment_id, timestamp_ms, execution_time_ms, status)", id,
            _random.Next(SearchWords.Experiments.Length + 1), SearchWords.Time + _random.Next(20), Often(0.2) ? null : _random.Next(1000),
            Pick(["OK", "ERROR", "IN_PROGRESS"]));
        InsertPairs("trace_tags (key, value, request_id)", SearchWords.Tags, nulls: false, id);
        InsertPairs("trace_request_metadata (key, value, request_id)", [.. SearchWords.Params, "mlflow.sourceRun"], nulls: false, id);
        if (Often(0.8))
        {
            Insert("trace_tags (key, value, request_id)", "mlflow.traceName", Pick(SearchWords.TraceNames), id);
        }
    }

    private void InsertPairs(string table, string[] keys, bool nulls, params object[] owner)
    {
        foreach (string key in keys.Where(_ => Often(0.5)))
        {
            Insert(table, [key, nulls && Often(0.05) ? null : Pick(SearchWords.Values), .. owner]);
        }
    }

    private void Insert(string table, params object?[] values)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", values.Select((_, i) => $"@p{i}"))})";
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"@p{i}", values[i] ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
    }

    private string Id()
    {
        byte[] bytes = new byte[16];
        _random.NextBytes(bytes);
        return Convert.ToHexString(bytes).ToLower(CultureInfo.InvariantCulture);
    }

    private bool Often(double share) => _random.NextDouble() < share;

    private long? MaybeTime() => Often(0.2) ? null : SearchWords.Time + _random.Next(4);

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];
}
