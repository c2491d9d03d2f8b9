using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Statements;
using MlTrack.Stores.Uris;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    // MLflow's LoggedModelStatus as numbers.
    private const int PendingModel = 1;
    private const int ReadyModel = 2;
    private const int FailedModel = 3;

    /// <inheritdoc/>
    public LoggedModel CreateLoggedModel(string runId, string name, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                new RunLogger(session, sql).RequireActive(runId);
                long experimentId = ExperimentOf(session, sql, runId);
                MlExperiment experiment = FindExperiment(session, sql, sql.ExperimentById, experimentId)!;
                string id = "m-" + NewId();
                string location = LocalPath.Append(experiment.ArtifactLocation, $"models/{id}/artifacts");
                long now = MlTime.NowMilliseconds();
                session.Execute(
                    sql.InsertLoggedModel, id, experimentId, name, location, now, now, PendingModel, LifecycleStages.Active, runId);
                session.Execute(sql.CopyParamsToModel, id, runId);
                return new LoggedModel(id, name, location) { SourceRunId = runId };
            },
            cancellationToken);

    /// <inheritdoc/>
    public void FinishLoggedModel(LoggedModel model, bool isReady, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                session.Execute(sql.FinishLoggedModel, model.ModelId, isReady ? ReadyModel : FailedModel, MlTime.NowMilliseconds());
                if (isReady && model.SourceRunId is not null)
                {
                    session.Execute(sql.InsertInput, NewId(), "RUN_OUTPUT", model.SourceRunId, "MODEL_OUTPUT", model.ModelId);
                }
            },
            cancellationToken);

    /// <inheritdoc/>
    public LoggedModel? GetLoggedModel(string modelId, CancellationToken cancellationToken = default) =>
        Read(
            (session, sql) =>
            {
                LoggedModel? model;
                using (SqlRows rows = session.Query(sql.LoggedModelById, modelId))
                {
                    model = rows.Read() ? ReadLoggedModel(rows) : null;
                }

                return model is null ? null : model with { Tags = TagsOfLoggedModel(session, sql, modelId) };
            },
            cancellationToken);

    /// <inheritdoc/>
    public void SetLoggedModelTags(
        string modelId, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                long experimentId;
                using (SqlRows rows = session.Query(sql.LoggedModelExperiment, modelId))
                {
                    experimentId = rows.Read() ? rows.Integer(0) : throw MlErrors.LoggedModelNotFound(modelId, "models:/" + modelId);
                }

                foreach ((string key, string value) in tags)
                {
                    session.Execute(sql.UpsertLoggedModelTag, modelId, key, experimentId, value);
                }
            },
            cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<LoggedModel> GetLoggedModels(string runId, string name, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<LoggedModel>>(
            (session, sql) =>
            {
                List<LoggedModel> models = [];
                using SqlRows rows = session.Query(sql.LoggedModelsOfRun, ExperimentOf(session, sql, runId), runId, name);
                while (rows.Read())
                {
                    models.Add(ReadLoggedModel(rows));
                }

                return models;
            },
            cancellationToken);

    private static Dictionary<string, string> TagsOfLoggedModel(SqlSession session, TrackingStatements sql, string modelId)
    {
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        using SqlRows rows = session.Query(sql.LoggedModelTags, modelId);
        while (rows.Read())
        {
            tags[rows.Text(0)] = rows.Text(1);
        }

        return tags;
    }

    private static LoggedModel ReadLoggedModel(SqlRows row) => new(row.Text(0), row.Text(1), row.Text(2))
    {
        SourceRunId = row.TextOrNull(3),
        Step = row.Integer(4),
    };
}
