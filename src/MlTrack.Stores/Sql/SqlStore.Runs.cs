using System.Globalization;
using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Readers;
using MlTrack.Stores.Sql.Statements;
using MlTrack.Stores.Uris;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    private const string UnknownSource = "UNKNOWN";

    /// <inheritdoc/>
    public MlRun CreateRun(string runId, NewRun run, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                long experimentId = ParseId(run.ExperimentId);
                MlExperiment experiment = FindExperiment(session, sql, sql.ExperimentById, experimentId)
                    ?? throw MlErrors.ExperimentNotFound(run.ExperimentId);
                if (experiment.LifecycleStage == MlLifecycleStage.Deleted)
                {
                    throw MlErrors.ExperimentDeleted(run.ExperimentId);
                }

                string location = experiment.ArtifactLocation.Length > 0
                    ? experiment.ArtifactLocation
                    : LocalPath.Append(_artifactRoot, experimentId.ToString(CultureInfo.InvariantCulture));
                session.Execute(
                    sql.InsertRun, runId, run.Name, UnknownSource, "", "", run.UserId, RunStatuses.Write(MlRunStatus.Running),
                    run.StartTime, null, "", LifecycleStages.Active, LocalPath.Append(location, $"{runId}/artifacts"), experimentId, null);
                RunLogger log = new(session, sql);
                foreach ((string key, string value) in run.Tags)
                {
                    log.SetTag(runId, key, value);
                }

                return FindRun(session, sql, runId)!;
            },
            cancellationToken);

    /// <inheritdoc/>
    public MlRun? GetRun(string runId, CancellationToken cancellationToken = default) =>
        Read((session, sql) => FindRun(session, sql, runId), cancellationToken);

    /// <inheritdoc/>
    public void UpdateRun(string runId, RunUpdate update, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RunLogger log = new(session, sql);
                log.RequireActive(runId);
                session.Execute(
                    sql.UpdateRun, runId, update.Name, update.Status is { } status ? RunStatuses.Write(status) : null, update.EndTime);
                foreach ((string key, string value) in update.Tags)
                {
                    log.SetTag(runId, key, value);
                }
            },
            cancellationToken);

    /// <inheritdoc/>
    public void DeleteRun(string runId, CancellationToken cancellationToken = default) =>
        MoveRunToStage(runId, LifecycleStages.Deleted, MlTime.NowMilliseconds(), cancellationToken);

    /// <inheritdoc/>
    public void RestoreRun(string runId, CancellationToken cancellationToken = default) =>
        MoveRunToStage(runId, LifecycleStages.Active, null, cancellationToken);

    /// <inheritdoc/>
    public void DeleteRunTag(string runId, string key, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                new RunLogger(session, sql).RequireActive(runId);
                if (session.Execute(sql.DeleteTag, runId, key) == 0)
                {
                    throw MlErrors.TagNotFound(key, $"run {runId}");
                }
            },
            cancellationToken);

    private void MoveRunToStage(string runId, string stage, long? deletedTime, CancellationToken cancellationToken) =>
        Write(
            (session, sql) =>
            {
                if (!new RunLogger(session, sql).Stages([runId]).ContainsKey(runId))
                {
                    throw MlErrors.RunNotFound(runId);
                }

                session.Execute(sql.StageRun, runId, stage, deletedTime);
            },
            cancellationToken);

    private MlRun? FindRun(SqlSession session, TrackingStatements sql, string runId) => new RunReader(session, sql, Key).Find(runId);
}
