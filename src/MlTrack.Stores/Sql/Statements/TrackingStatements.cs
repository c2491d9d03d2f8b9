using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Statements;

/// <summary>The statements about experiments and runs, put together once for an engine and a revision.</summary>
internal sealed class TrackingStatements
{
    // The columns of searches, in the same order: one reader serves both.
    private const string ExperimentColumns =
        "e.experiment_id, e.name, e.artifact_location, e.lifecycle_stage, e.creation_time, e.last_update_time";

    private const string RunColumns =
        "r.run_uuid, r.name, r.experiment_id, r.user_id, r.status, r.start_time, r.end_time, r.lifecycle_stage, r.artifact_uri";

    private readonly SqlDialect _dialect;

    public TrackingStatements(SqlDialect dialect, SchemaCapabilities capabilities)
    {
        _dialect = dialect;
        Registry = new RegistryStatements(dialect, capabilities);
        string key = dialect.Quote("key");
        string value = dialect.Quote("value");
        string timestamp = dialect.Quote("timestamp");
        string ids = dialect.ListTable("@p0");
        string runs = dialect.RunTable("@p0");
        string keys = $"(SELECT k.id FROM {dialect.ListTable("@p1")} k)";

        // Other workspaces than the default one are out of sight.
        string andExperiment = capabilities.Workspaces ? " AND e.workspace = 'default'" : "";
        string andRun = capabilities.Workspaces
            ? " AND r.experiment_id IN (SELECT e.experiment_id FROM experiments e WHERE e.workspace = 'default')"
            : "";

        string ofExperiment = $"SELECT t.{key}, t.{value} FROM experiments e JOIN experiment_tags t ON t.experiment_id = e.experiment_id";
        ExperimentById = One($"e.experiment_id = @p0{andExperiment}");
        ExperimentByName = One($"e.name = @p0{andExperiment}");
        ExperimentStatements One(string condition) => new(
            $"SELECT {ExperimentColumns} FROM experiments e WHERE {condition}", $"{ofExperiment} WHERE {condition}");
        ExperimentTags =
            $"SELECT l.ord, t.{key}, t.{value} FROM {ids} l JOIN experiment_tags t ON t.experiment_id = {dialect.AsInteger("l.id")}";
        InsertExperiment = dialect.Insert(
            "experiments", ["name", "artifact_location", "lifecycle_stage", "creation_time", "last_update_time"]);
        LastInsertedId = dialect.LastInsertedId;
        UpdateLocation = "UPDATE experiments SET artifact_location = @p1 WHERE experiment_id = @p0";
        RenameExperiment = "UPDATE experiments SET name = @p1, last_update_time = @p2 WHERE experiment_id = @p0";
        StageExperiment = "UPDATE experiments SET lifecycle_stage = @p1, last_update_time = @p2 WHERE experiment_id = @p0";
        StageRunsOfExperiment =
            "UPDATE runs SET lifecycle_stage = @p1, deleted_time = @p2 WHERE experiment_id = @p0 AND lifecycle_stage <> @p1";
        UpsertExperimentTags = dialect.UpsertRows("experiment_tags", ["key", "experiment_id"], ["value"]);
        DeleteExperimentTag = $"DELETE FROM experiment_tags WHERE experiment_id = @p0 AND {key} = @p1";

        RunById = $"SELECT {RunColumns} FROM runs r WHERE r.run_uuid = @p0{andRun}";
        RunsById = $"SELECT {RunColumns}, l.ord FROM {runs} l {dialect.OrderedJoin} runs r ON r.run_uuid = l.id{andRun}";
        RunStages = $"SELECT r.run_uuid, r.lifecycle_stage FROM {ids} l JOIN runs r ON r.run_uuid = l.id{andRun}";
        InsertRun = dialect.Insert(
            "runs",
            [
                "run_uuid", "name", "source_type", "source_name", "entry_point_name", "user_id", "status", "start_time", "end_time",
                "source_version", "lifecycle_stage", "artifact_uri", "experiment_id", "deleted_time",
            ]);
        UpdateRun =
            "UPDATE runs SET name = COALESCE(@p1, name), status = COALESCE(@p2, status), end_time = COALESCE(@p3, end_time) "
            + "WHERE run_uuid = @p0";
        StageRun = "UPDATE runs SET lifecycle_stage = @p1, deleted_time = @p2 WHERE run_uuid = @p0 AND lifecycle_stage <> @p1";
        Metrics = $"SELECT l.ord, m.{key}, m.{value}, m.is_nan FROM {runs} l JOIN {OfRuns("latest_metrics", "m")} ON m.run_uuid = l.id";
        Params = $"SELECT l.ord, p.{key}, p.{value} FROM {runs} l JOIN {OfRuns("params", "p")} ON p.run_uuid = l.id";
        Tags = $"SELECT l.ord, t.{key}, t.{value} FROM {runs} l JOIN {OfRuns("tags", "t")} ON t.run_uuid = l.id";
        MetricsOfKeys = $"{Metrics} AND m.{key} IN {keys}";
        ParamsOfKeys = $"{Params} AND p.{key} IN {keys}";
        TagsOfKeys = $"{Tags} AND t.{key} IN {keys}";
        string OfRuns(string table, string alias) => dialect.OfRuns(table, alias, capabilities.Optimized);

        // MLflow 3 keeps a run's outputs in the same table, under other types.
        Inputs =
            "SELECT l.ord, i.input_uuid, d.name, d.digest, d.dataset_source_type, d.dataset_source, d.dataset_schema, d.dataset_profile, "
            + $"t.name, t.{value} FROM {runs} l JOIN inputs i ON i.destination_type = 'RUN' AND i.destination_id = l.id "
            + "AND i.source_type = 'DATASET' JOIN datasets d ON d.dataset_uuid = i.source_id "
            + "LEFT JOIN input_tags t ON t.input_uuid = i.input_uuid ORDER BY l.ord, d.name, d.digest, i.input_uuid";

        ExperimentOfRun = "SELECT r.experiment_id FROM runs r WHERE r.run_uuid = @p0";
        InsertDataset = dialect.InsertNew(
            "datasets",
            [
                "dataset_uuid", "experiment_id", "name", "digest", "dataset_source_type", "dataset_source", "dataset_schema",
                "dataset_profile",
            ]);
        DatasetId = "SELECT d.dataset_uuid FROM datasets d WHERE d.experiment_id = @p0 AND d.name = @p1 AND d.digest = @p2";
        InputId =
            "SELECT i.input_uuid FROM inputs i WHERE i.source_type = @p0 AND i.source_id = @p1 AND i.destination_type = @p2 "
            + "AND i.destination_id = @p3";
        InsertInput = dialect.InsertNew("inputs", ["input_uuid", "source_type", "source_id", "destination_type", "destination_id"]);
        UpsertInputTag = dialect.Upsert("input_tags", ["input_uuid", "name"], ["value"]);

        InsertLoggedModel = dialect.Insert(
            "logged_models",
            [
                "model_id", "experiment_id", "name", "artifact_location", "creation_timestamp_ms", "last_updated_timestamp_ms", "status",
                "lifecycle_stage", "source_run_id",
            ]);
        CopyParamsToModel =
            "INSERT INTO logged_model_params (model_id, experiment_id, param_key, param_value) "
            + $"SELECT m.model_id, m.experiment_id, p.{key}, p.{value} FROM params p JOIN logged_models m ON m.model_id = @p0 WHERE p.run_uuid = @p1";
        FinishLoggedModel = "UPDATE logged_models SET status = @p1, last_updated_timestamp_ms = @p2 WHERE model_id = @p0";
        LoggedModelById =
            "SELECT m.model_id, m.name, m.artifact_location, m.source_run_id, 0 FROM logged_models m "
            + "WHERE m.model_id = @p0 AND m.lifecycle_stage = 'active'";
        LoggedModelExperiment = "SELECT m.experiment_id FROM logged_models m WHERE m.model_id = @p0 AND m.lifecycle_stage = 'active'";
        LoggedModelTags = "SELECT t.tag_key, t.tag_value FROM logged_model_tags t WHERE t.model_id = @p0";
        UpsertLoggedModelTag = dialect.Upsert("logged_model_tags", ["model_id", "tag_key"], ["experiment_id", "tag_value"]);
        string step = capabilities.InputSteps ? "COALESCE(i.step, 0)" : "0";
        LoggedModelsOfRun =
            $"SELECT m.model_id, m.name, m.artifact_location, m.source_run_id, {step} FROM logged_models m "
            + "LEFT JOIN inputs i ON i.source_type = 'RUN_OUTPUT' AND i.source_id = m.source_run_id "
            + "AND i.destination_type = 'MODEL_OUTPUT' AND i.destination_id = m.model_id "
            + "WHERE m.experiment_id = @p0 AND m.source_run_id = @p1 AND m.name = @p2 AND m.lifecycle_stage = 'active' "
            + $"ORDER BY {step} DESC, m.creation_timestamp_ms DESC, m.model_id";

        InsertMetrics = dialect.InsertNewRows("metrics", ["run_uuid", "key", "value", "timestamp", "step", "is_nan"]);
        UpsertLatest = dialect.UpsertGreatestRows(
            "latest_metrics", ["key", "run_uuid"], ["value", "timestamp", "step", "is_nan"], ["step", "timestamp", "value"]);
        InsertParams = dialect.InsertRows("params", ["run_uuid", "key", "value"]);
        UpsertTags = dialect.UpsertRows("tags", ["key", "run_uuid"], ["value"]);
        DeleteTag = $"DELETE FROM tags WHERE run_uuid = @p0 AND {key} = @p1";
        RenameRun = "UPDATE runs SET name = @p1 WHERE run_uuid = @p0";

        // By the run's points and never by the key's, which all runs share: the primary key begins with the key.
        string history = $"m.{key}, m.{value}, m.{timestamp}, m.step, m.is_nan FROM metrics m";
        History = $"SELECT {history} WHERE m.run_uuid = @p0 ORDER BY m.{key}, m.{timestamp}, m.step, m.{value}, m.is_nan";
        HistoryOfKeys =
            $"WITH l {dialect.AsMaterialized} (SELECT ord, id FROM {dialect.ListTable("@p1")} x) SELECT {history} {dialect.OrderedJoin} l "
            + $"ON l.id = m.{key} WHERE m.run_uuid = @p0 ORDER BY l.ord, m.{timestamp}, m.step, m.{value}, m.is_nan";

        // Counting first, then joining: there is no index on runs.experiment_id.
        string measure =
            "SELECT e.experiment_id, e.name, e.lifecycle_stage, c.active, c.finished, c.failed, c.running, c.scheduled, c.killed, "
            + "c.deleted, c.first_start, c.last_end FROM experiments e LEFT JOIN (SELECT r.experiment_id, "
            + $"{Count("", "active")}, {Count("FINISHED", "finished")}, {Count("FAILED", "failed")}, {Count("RUNNING", "running")}, "
            + $"{Count("SCHEDULED", "scheduled")}, {Count("KILLED", "killed")}, "
            + "SUM(CASE WHEN r.lifecycle_stage = 'deleted' THEN 1 ELSE 0 END) AS deleted, "
            + "MIN(CASE WHEN r.lifecycle_stage = 'active' THEN r.start_time END) AS first_start, "
            + "MAX(CASE WHEN r.lifecycle_stage = 'active' THEN r.end_time END) AS last_end "
            + "FROM runs r GROUP BY r.experiment_id) c ON c.experiment_id = e.experiment_id";
        MeasureByStage = $"{measure} WHERE (@p0 IS NULL OR e.lifecycle_stage = @p0){andExperiment} ORDER BY e.experiment_id";
        MeasureById =
            $"{measure} JOIN {ids} l ON {dialect.AsInteger("l.id")} = e.experiment_id WHERE 1 = 1{andExperiment} ORDER BY l.ord";
    }

    /// <summary>The statements about registered models.</summary>
    public RegistryStatements Registry { get; }

    public ExperimentStatements ExperimentById { get; }

    public ExperimentStatements ExperimentByName { get; }

    public string ExperimentTags { get; }

    public string InsertExperiment { get; }

    public string LastInsertedId { get; }

    public string UpdateLocation { get; }

    public string RenameExperiment { get; }

    public string StageExperiment { get; }

    public string StageRunsOfExperiment { get; }

    public RowStatement UpsertExperimentTags { get; }

    public string DeleteExperimentTag { get; }

    public string RunById { get; }

    public string RunsById { get; }

    public string RunStages { get; }

    public string InsertRun { get; }

    public string UpdateRun { get; }

    public string StageRun { get; }

    public string Metrics { get; }

    public string Params { get; }

    public string Tags { get; }

    public string MetricsOfKeys { get; }

    public string ParamsOfKeys { get; }

    public string TagsOfKeys { get; }

    public string Inputs { get; }

    public string ExperimentOfRun { get; }

    public string InsertDataset { get; }

    public string DatasetId { get; }

    public string InputId { get; }

    public string InsertInput { get; }

    public string UpsertInputTag { get; }

    public string InsertLoggedModel { get; }

    public string CopyParamsToModel { get; }

    public string FinishLoggedModel { get; }

    public string LoggedModelById { get; }

    public string LoggedModelExperiment { get; }

    public string LoggedModelTags { get; }

    public string UpsertLoggedModelTag { get; }

    public string LoggedModelsOfRun { get; }

    public RowStatement InsertMetrics { get; }

    public RowStatement UpsertLatest { get; }

    public RowStatement InsertParams { get; }

    public RowStatement UpsertTags { get; }

    public string DeleteTag { get; }

    public string RenameRun { get; }

    public string History { get; }

    public string HistoryOfKeys { get; }

    public string MeasureByStage { get; }

    public string MeasureById { get; }

    /// <inheritdoc cref="SqlDialect.ListValue"/>
    public object ListValue(IEnumerable<string> items) => _dialect.ListValue(items);

    private static string Count(string status, string name)
    {
        string andStatus = status.Length == 0 ? "" : $" AND r.status = '{status}'";
        return $"SUM(CASE WHEN r.lifecycle_stage = 'active'{andStatus} THEN 1 ELSE 0 END) AS {name}";
    }
}
