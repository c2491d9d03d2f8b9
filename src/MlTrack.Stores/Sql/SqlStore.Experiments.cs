using System.Globalization;
using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Readers;
using MlTrack.Stores.Sql.Statements;
using MlTrack.Stores.Uris;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    // What MLflow adds to an experiment's location for the artifacts of a run: /<32 digits>/artifacts.
    private const int RunArtifactSuffix = 43;

    /// <inheritdoc/>
    public MlExperiment CreateExperiment(NewExperiment experiment, CancellationToken cancellationToken = default)
    {
        StoreInfo info = Open(cancellationToken);
        string? given = string.IsNullOrEmpty(experiment.ArtifactLocation)
            ? null
            : LocalPath.ResolveArtifactLocation(experiment.ArtifactLocation, _baseFolder);
        return Write(
            (session, sql) =>
            {
                if (FindExperiment(session, sql, sql.ExperimentByName, experiment.Name) is { } taken)
                {
                    throw MlErrors.ExperimentExists(experiment.Name, taken.LifecycleStage == MlLifecycleStage.Deleted);
                }

                session.Enqueue(
                    sql.InsertExperiment, experiment.Name, given ?? "", LifecycleStages.Active, experiment.CreationTime,
                    experiment.CreationTime);
                string id = session.QueryText(sql.LastInsertedId)!;
                string location = given ?? LocalPath.Append(_artifactRoot, id);
                CheckLocation(location, info);
                if (given is null)
                {
                    session.Enqueue(sql.UpdateLocation, ParseId(id), location);
                }

                Dictionary<string, string> tags = SetTags(session, sql, ParseId(id), experiment.Tags);
                return new MlExperiment
                {
                    ExperimentId = id,
                    Name = experiment.Name,
                    ArtifactLocation = location,
                    LifecycleStage = MlLifecycleStage.Active,
                    CreationTime = MlTime.FromMilliseconds(experiment.CreationTime),
                    LastUpdateTime = MlTime.FromMilliseconds(experiment.CreationTime),
                    Tags = tags.AsReadOnly(),
                    StoreKey = Key,
                };
            },
            cancellationToken,
            (session, sql, made) => FindExperiment(session, sql, sql.ExperimentById, ParseId(made.ExperimentId)) is { } found
                && found.Name == made.Name && found.CreationTime == made.CreationTime);
    }

    /// <inheritdoc/>
    public MlExperiment? GetExperiment(string experimentId, CancellationToken cancellationToken = default)
    {
        long id = ParseId(experimentId);
        return Read((session, sql) => FindExperiment(session, sql, sql.ExperimentById, id, last: true), cancellationToken);
    }

    /// <inheritdoc/>
    public MlExperiment? GetExperimentByName(string name, CancellationToken cancellationToken = default) =>
        Read((session, sql) => FindExperiment(session, sql, sql.ExperimentByName, name, last: true), cancellationToken);

    /// <inheritdoc/>
    public void RenameExperiment(string experimentId, string newName, CancellationToken cancellationToken = default)
    {
        long id = ParseId(experimentId);
        Write(
            (session, sql) =>
            {
                if (GetStage(session, sql, experimentId) == MlLifecycleStage.Deleted)
                {
                    throw MlErrors.ExperimentDeleted(experimentId, MlErrorCode.InvalidState);
                }

                if (FindExperiment(session, sql, sql.ExperimentByName, newName) is { } taken && ParseId(taken.ExperimentId) != id)
                {
                    throw MlErrors.ExperimentExists(newName, taken.LifecycleStage == MlLifecycleStage.Deleted);
                }

                session.Enqueue(sql.RenameExperiment, id, newName, MlTime.NowMilliseconds());
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public void DeleteExperiment(string experimentId, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                if (GetStage(session, sql, experimentId) == MlLifecycleStage.Deleted)
                {
                    throw MlErrors.ExperimentDeleted(experimentId, MlErrorCode.ResourceDoesNotExist);
                }

                MoveToStage(session, sql, ParseId(experimentId), LifecycleStages.Deleted);
            },
            cancellationToken,
            (session, sql) => GetStage(session, sql, experimentId) == MlLifecycleStage.Deleted);

    /// <inheritdoc/>
    public void RestoreExperiment(string experimentId, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                if (GetStage(session, sql, experimentId) == MlLifecycleStage.Active)
                {
                    throw MlErrors.ExperimentActive(experimentId);
                }

                MoveToStage(session, sql, ParseId(experimentId), LifecycleStages.Active);
            },
            cancellationToken,
            (session, sql) => GetStage(session, sql, experimentId) == MlLifecycleStage.Active);

    /// <inheritdoc/>
    public void SetExperimentTags(
        string experimentId, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RequireActive(session, sql, experimentId);
                SetTags(session, sql, ParseId(experimentId), tags);
            },
            cancellationToken);

    /// <inheritdoc/>
    public void DeleteExperimentTag(string experimentId, string key, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RequireActive(session, sql, experimentId);
                if (session.Execute(sql.DeleteExperimentTag, ParseId(experimentId), key) == 0)
                {
                    throw MlErrors.TagNotFound(key, $"experiment {MlText.Show(experimentId)}");
                }
            },
            cancellationToken,
            (session, sql) => FindExperiment(session, sql, sql.ExperimentById, ParseId(experimentId)) is { } found
                && !found.Tags.ContainsKey(key));

    private static long ParseId(string experimentId) =>
        long.TryParse(experimentId, NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            ? id
            : throw MlErrors.InvalidId(
                $"{MlText.Show(experimentId)} is no experiment id: here they are whole numbers. Get-MlExperiment lists the experiments.",
                experimentId);

    private MlExperiment? FindExperiment(
        SqlSession session, TrackingStatements sql, ExperimentStatements statements, object value, bool last = false) =>
        new ExperimentReader(session, sql, Key).Find(statements, value, last);

    private static void CheckLocation(string location, StoreInfo info)
    {
        int forRuns = info.RunArtifactUriLength == int.MaxValue ? int.MaxValue : info.RunArtifactUriLength - RunArtifactSuffix;
        int limit = Math.Min(info.ArtifactLocationLength, forRuns);
        if (MlText.IsLongerThan(location, limit))
        {
            throw MlErrors.InvalidValue(
                FormattableString.Invariant(
                    $"The artifact location {MlText.Show(location)} is too long: this store takes up to {limit} characters."), location);
        }
    }

    private static void RequireActive(SqlSession session, TrackingStatements sql, string experimentId)
    {
        if (GetStage(session, sql, experimentId) == MlLifecycleStage.Deleted)
        {
            throw MlErrors.ExperimentDeleted(experimentId);
        }
    }

    private static MlLifecycleStage GetStage(SqlSession session, TrackingStatements sql, string experimentId)
    {
        using SqlRows rows = session.Query(sql.ExperimentById.Row, ParseId(experimentId));
        return rows.Read() ? LifecycleStages.Read(rows.TextOrNull(3)) : throw MlErrors.ExperimentNotFound(experimentId);
    }

    private static void MoveToStage(SqlSession session, TrackingStatements sql, long id, string stage)
    {
        long now = MlTime.NowMilliseconds();
        session.Enqueue(sql.StageExperiment, id, stage, now);
        session.Enqueue(sql.StageRunsOfExperiment, id, stage, stage == LifecycleStages.Deleted ? now : null);
    }

    private static Dictionary<string, string> SetTags(
        SqlSession session, TrackingStatements sql, long id, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        Dictionary<string, string> last = LastOfEach(tags);
        session.Enqueue(sql.UpsertExperimentTags.For([.. last.Select(tag => new object?[] { tag.Key, id, tag.Value })]));
        return last;
    }

    private static Dictionary<string, string> LastOfEach(IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        Dictionary<string, string> last = new(tags.Count, StringComparer.Ordinal);
        foreach ((string key, string value) in tags)
        {
            last[key] = value;
        }

        return last;
    }
}
