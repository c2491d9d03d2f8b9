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
                string location = RequireLocation(session, sql, run.ExperimentId);
                if (location.Length == 0)
                {
                    location = LocalPath.Append(_artifactRoot, experimentId.ToString(CultureInfo.InvariantCulture));
                }

                string artifactUri = LocalPath.Append(location, $"{runId}/artifacts");
                session.Enqueue(
                    sql.InsertRun, runId, run.Name, UnknownSource, "", "", run.UserId, RunStatuses.Write(MlRunStatus.Running),
                    run.StartTime, null, "", LifecycleStages.Active, artifactUri, experimentId, null);
                Dictionary<string, string> tags = LastOfEach(run.Tags);
                session.Enqueue(sql.UpsertTags.For([.. tags.Select(tag => new object?[] { tag.Key, runId, tag.Value })]));
                return new MlRun
                {
                    RunId = runId,
                    Name = run.Name ?? "",
                    ExperimentId = experimentId.ToString(CultureInfo.InvariantCulture),
                    Status = MlRunStatus.Running,
                    StartTime = MlTime.FromMilliseconds(run.StartTime),
                    UserId = run.UserId,
                    LifecycleStage = MlLifecycleStage.Active,
                    ArtifactUri = artifactUri,
                    Tags = tags.AsReadOnly(),
                    StoreKey = Key,
                };
            },
            cancellationToken,
            (session, sql, made) => FindRun(session, sql, made.RunId) is not null);

    /// <inheritdoc/>
    public MlRun? GetRun(string runId, CancellationToken cancellationToken = default) =>
        Read((session, sql) => FindRun(session, sql, runId, last: true), cancellationToken);

    /// <inheritdoc/>
    public void UpdateRun(string runId, RunUpdate update, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RunLogger log = new(session, sql);
                log.RequireActive(runId);
                session.Enqueue(
                    sql.UpdateRun, runId, update.Name, update.Status is { } status ? RunStatuses.Write(status) : null, update.EndTime);
                foreach ((string key, string value) in update.Tags)
                {
                    log.SetTag(runId, key, value);
                }

                log.Finish();
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
            cancellationToken,
            (session, sql) => FindRun(session, sql, runId) is { } found && !found.Tags.ContainsKey(key));

    private void MoveRunToStage(string runId, string stage, long? deletedTime, CancellationToken cancellationToken) =>
        Write(
            (session, sql) =>
            {
                if (!new RunLogger(session, sql).Stages([runId]).ContainsKey(runId))
                {
                    throw MlErrors.RunNotFound(runId);
                }

                session.Enqueue(sql.StageRun, runId, stage, deletedTime);
            },
            cancellationToken);

    private static string RequireLocation(SqlSession session, TrackingStatements sql, string experimentId)
    {
        using SqlRows rows = session.Query(sql.ExperimentById.Row, ParseId(experimentId));
        return !rows.Read() ? throw MlErrors.ExperimentNotFound(experimentId)
            : LifecycleStages.Read(rows.TextOrNull(3)) == MlLifecycleStage.Deleted ? throw MlErrors.ExperimentDeleted(experimentId)
            : rows.TextOrNull(2) ?? "";
    }

    private MlRun? FindRun(SqlSession session, TrackingStatements sql, string runId, bool last = false) =>
        new RunReader(session, sql, Key).Find(runId, last);
}
