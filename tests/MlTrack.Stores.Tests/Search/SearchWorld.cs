using System.Globalization;
using Microsoft.Data.Sqlite;
using MlTrack.Search;

namespace MlTrack.Stores.Tests.Search;

/// <summary>Random data of one kind, in a database and as the records that the evaluator sees.</summary>
internal sealed class SearchWorld : IDisposable
{
    private const int Size = 40;

    private readonly Random _random;
    private readonly Dictionary<(long, string, string), string> _datasets = [];

    public SearchWorld(SearchKind kind, int seed)
    {
        _random = new Random(seed);
        Kind = kind;
        Connection = SearchTables.Create();
        for (int i = 0; i < Size; i++)
        {
            Records.Add(kind switch
            {
                SearchKind.Runs => AddRun(),
                SearchKind.Experiments => AddExperiment(i),
                SearchKind.RegisteredModels => AddModel(i),
                SearchKind.ModelVersions => AddVersion(i),
                _ => AddTrace(),
            });
        }
    }

    public SearchKind Kind { get; }

    public SqliteConnection Connection { get; }

    /// <summary>The records by what a page's first columns say.</summary>
    public List<(string Id, SearchRecord Record)> Records { get; } = [];

    public void Dispose() => Connection.Dispose();

    private (string, SearchRecord) AddRun()
    {
        string id = Id();
        string? name = Maybe(SearchWords.Values);
        string? user = Maybe(SearchWords.Values);
        string status = Pick(SearchWords.Statuses);
        long? start = MaybeTime(0.05);
        long? end = MaybeTime(0.3);
        long experiment = _random.Next(3);
        Execute(
            "INSERT INTO runs (run_uuid, name, user_id, status, start_time, end_time, lifecycle_stage, artifact_uri, experiment_id) "
            + "VALUES (@p0, @p1, @p2, @p3, @p4, @p5, 'active', @p6, @p7)", id, name, user, status, start, end, "/" + name, experiment);
        Dictionary<string, string> tags = AddPairs("tags", "run_uuid", id);
        if (name is not null && _random.Next(4) > 0)
        {
            tags[MlTags.RunName] = name;
            Execute("INSERT INTO tags (key, value, run_uuid) VALUES (@p0, @p1, @p2)", MlTags.RunName, name, id);
        }

        return (id, new SearchRecord
        {
            Attributes = Attributes(
                ("run_id", id), ("run_name", name), ("user_id", user), ("status", status), ("start_time", start), ("end_time", end),
                ("artifact_uri", "/" + name)),
            Metrics = AddMetrics(id),
            Params = AddPairs("params", "run_uuid", id),
            Tags = tags,
            Datasets = AddDatasets(id, experiment),
        });
    }

    private (string, SearchRecord) AddExperiment(int number)
    {
        string name = Pick(SearchWords.Values) + number.ToString(CultureInfo.InvariantCulture);
        long? created = MaybeTime(0.1);
        long? updated = MaybeTime(0.1);
        Execute("INSERT INTO experiments VALUES (@p0, @p1, '/x', 'active', @p2, @p3)", number, name, created, updated);
        return ($"{number}", new SearchRecord
        {
            Attributes = Attributes(
                ("experiment_id", (long)number), ("name", name), ("creation_time", created), ("last_update_time", updated)),
            Tags = AddPairs("experiment_tags", "experiment_id", number),
        });
    }

    private (string, SearchRecord) AddModel(int number)
    {
        string name = Pick(SearchWords.Values) + number.ToString(CultureInfo.InvariantCulture);
        long? updated = MaybeTime(0.1);
        Execute("INSERT INTO registered_models (name, last_updated_time) VALUES (@p0, @p1)", name, updated);
        return (name, new SearchRecord
        {
            Attributes = Attributes(("name", name), ("timestamp", updated)),
            Tags = AddPairs("registered_model_tags", "name", name),
        });
    }

    private (string, SearchRecord) AddVersion(int number)
    {
        string name = Pick(["m", "M", "é", "it's"]);
        string? run = Maybe(SearchWords.Values);
        string source = Pick(SearchWords.Values);
        long? created = MaybeTime(0.1);
        long? updated = MaybeTime(0.1);
        Execute(
            "INSERT INTO model_versions (name, version, run_id, source, creation_time, last_updated_time, current_stage) "
            + "VALUES (@p0, @p1, @p2, @p3, @p4, @p5, 'None')", name, number, run, source, created, updated);
        Dictionary<string, string> tags = [];
        foreach (string key in SearchWords.Keys.Where(_ => _random.Next(3) > 0))
        {
            tags[key] = Pick(SearchWords.Values);
            Execute("INSERT INTO model_version_tags VALUES (@p0, @p1, @p2, @p3)", key, tags[key], name, number);
        }

        return ($"{name}/{number}", new SearchRecord
        {
            Attributes = Attributes(
                ("name", name), ("version_number", (long)number), ("run_id", run), ("source_path", source), ("creation_timestamp", created),
                ("last_updated_timestamp", updated)),
            Tags = tags,
        });
    }

    private (string, SearchRecord) AddTrace()
    {
        string id = Id();
        long time = Pick(SearchWords.Times);
        long? duration = _random.Next(4) > 0 ? _random.Next(5) : null;
        string status = Pick(SearchWords.Statuses);
        Execute("INSERT INTO trace_info VALUES (@p0, @p1, @p2, @p3, @p4)", id, 1, time, duration, status);
        return (id, new SearchRecord
        {
            Attributes = Attributes(
                ("request_id", id), ("timestamp_ms", time), ("execution_time_ms", duration), ("end_time_ms", time + (duration ?? 0)),
                ("status", status)),
            Tags = AddPairs("trace_tags", "request_id", id),
            Metadata = AddPairs("trace_request_metadata", "request_id", id),
        });
    }

    private Dictionary<string, string> AddPairs(string table, string column, object owner)
    {
        Dictionary<string, string> pairs = [];
        foreach (string key in SearchWords.Keys.Where(_ => _random.Next(3) > 0))
        {
            pairs[key] = Pick(SearchWords.Values);
            Execute($"INSERT INTO {table} (key, value, {column}) VALUES (@p0, @p1, @p2)", key, pairs[key], owner);
        }

        return pairs;
    }

    private Dictionary<string, double> AddMetrics(string run)
    {
        Dictionary<string, double> metrics = [];
        foreach (string key in SearchWords.Keys.Where(_ => _random.Next(3) > 0))
        {
            double value = _random.Next(6) switch
            {
                0 => double.NaN,
                1 => _random.Next(2) == 0 ? double.PositiveInfinity : double.NegativeInfinity,
                _ => Pick(SearchWords.Numbers),
            };
            metrics[key] = value;
            double stored = double.IsNaN(value) ? 0 : Math.Clamp(value, double.MinValue, double.MaxValue);
            Execute("INSERT INTO latest_metrics VALUES (@p0, @p1, 0, 0, @p2, @p3)", key, stored, double.IsNaN(value) ? 1 : 0, run);
        }

        return metrics;
    }

    private List<SearchDataset> AddDatasets(string run, long experiment)
    {
        List<SearchDataset> datasets = [];
        for (int i = _random.Next(3); i > 0; i--)
        {
            SearchDataset dataset = new(Pick(SearchWords.Values), Pick(["d1", "d2"]), Maybe(["training", "eval"]));
            if (datasets.Any(one => one.Name == dataset.Name && one.Digest == dataset.Digest))
            {
                continue;
            }

            if (!_datasets.TryGetValue((experiment, dataset.Name, dataset.Digest), out string? id))
            {
                id = Id();
                _datasets[(experiment, dataset.Name, dataset.Digest)] = id;
                Execute(
                    "INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type, dataset_source) "
                    + "VALUES (@p0, @p1, @p2, @p3, 'local', '{}')", id, experiment, dataset.Name, dataset.Digest);
            }

            string input = Id();
            Execute("INSERT INTO inputs VALUES (@p0, 'DATASET', @p1, 'RUN', @p2)", input, id, run);
            if (dataset.Context is not null)
            {
                Execute("INSERT INTO input_tags VALUES (@p0, @p1, @p2)", input, MlTags.DatasetContext, dataset.Context);
            }

            datasets.Add(dataset);
        }

        return datasets;
    }

    private static Dictionary<string, object?> Attributes(params (string Name, object? Value)[] pairs) =>
        pairs.ToDictionary(pair => pair.Name, pair => pair.Value);

    private void Execute(string text, params object?[] values) => SearchConnection.Execute(Connection, text, values);

    private string Id() => _random.NextInt64().ToString("x16", CultureInfo.InvariantCulture);

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];

    private string? Maybe(string[] values) => _random.Next(5) == 0 ? null : Pick(values);

    private long? MaybeTime(double missing) => _random.NextDouble() < missing ? null : Pick(SearchWords.Times);
}
