using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Readers;
using MlTrack.Stores.Sql.Search;
using MlTrack.Stores.Sql.Statements;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    private const string Ready = "READY";

    /// <inheritdoc/>
    public MlModelVersion CreateModelVersion(NewModelVersion version, CancellationToken cancellationToken = default) =>
        Write(
            (session, statements) =>
            {
                // The update locks the model's row: whoever else registers a version waits here, and reads the highest number afterwards.
                RegistryStatements sql = statements.Registry;
                long now = MlTime.NowMilliseconds();
                TouchModel(session, sql, version.Name, now);
                int number = HighestVersion(session, sql, version.Name) + 1;
                session.Enqueue(
                    sql.InsertVersion, version.Name, number, now, now, version.Description, ModelStages.Word(MlModelStage.None),
                    version.Source, version.RunId, Ready, version.RunLink, version.StorageLocation ?? version.Source);
                SetVersionTags(session, sql, version.Name, number, version.Tags);
                return new ModelVersionReader(session, sql, Key).ReadAdded(version.Name, number, version.Tags.Count > 0);
            },
            cancellationToken,
            (session, sql, made) => FindVersion(session, sql.Registry, made.Name, made.Version) is { } found
                && found.CreationTime == made.CreationTime && found.Source == made.Source);

    /// <inheritdoc/>
    public MlModelVersion? GetModelVersion(string name, int version, CancellationToken cancellationToken = default) =>
        Read((session, sql) => FindVersion(session, sql.Registry, name, version, last: true), cancellationToken);

    /// <inheritdoc/>
    public MlModelVersion? GetModelVersionByAlias(string name, string alias, CancellationToken cancellationToken = default) =>
        Read(
            (session, sql) =>
            {
                RequireModel(session, sql.Registry, name);
                return new ModelVersionReader(session, sql.Registry, Key).Find(sql.Registry.VersionByAlias, name, alias, last: true);
            },
            cancellationToken);

    /// <inheritdoc/>
    public string GetModelVersionLocation(string name, int version, CancellationToken cancellationToken = default) =>
        Read(
            (session, sql) =>
            {
                RequireModel(session, sql.Registry, name);
                using SqlRows rows = session.Query(sql.Registry.VersionByNumber, name, version);
                return rows.Read()
                    ? rows.TextOrNull(ModelVersionReader.LocationColumn) ?? ModelVersionReader.ReadRow(rows).Source ?? ""
                    : throw MlErrors.ModelVersionNotFound(name, version);
            },
            cancellationToken);

    /// <inheritdoc/>
    public void UpdateModelVersion(
        string name, int version, string? description, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RequireVersion(session, sql.Registry, name, version);
                session.Enqueue(sql.Registry.DescribeVersion, name, version, description, MlTime.NowMilliseconds());
            },
            cancellationToken);

    /// <inheritdoc/>
    public void SetModelVersionStage(
        string name, int version, MlModelStage stage, bool archiveExisting, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                // First the model, as everywhere: two that move versions of one model don't wait for each other in a circle.
                long now = MlTime.NowMilliseconds();
                TouchModel(session, sql.Registry, name, now);
                RequireVersion(session, sql.Registry, name, version);
                if (archiveExisting)
                {
                    session.Enqueue(sql.Registry.ArchiveOthers, name, version, ModelStages.Word(stage), now);
                }

                session.Enqueue(sql.Registry.StageVersion, name, version, ModelStages.Word(stage), now);
            },
            cancellationToken);

    /// <inheritdoc/>
    public void DeleteModelVersion(string name, int version, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                long now = MlTime.NowMilliseconds();
                TouchModel(session, sql.Registry, name, now);
                RequireVersion(session, sql.Registry, name, version);
                session.Enqueue(sql.Registry.DeleteAliasesOfVersion, name, version);
                session.Enqueue(sql.Registry.BuryVersion, name, version, now);
            },
            cancellationToken,
            (session, sql) => session.QueryText(sql.Registry.VersionByNumber, name, version) is null);

    /// <inheritdoc/>
    public void SetModelVersionTags(
        string name, int version, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RequireVersion(session, sql.Registry, name, version);
                SetVersionTags(session, sql.Registry, name, version, tags);
            },
            cancellationToken);

    /// <inheritdoc/>
    public void DeleteModelVersionTag(string name, int version, string key, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RequireVersion(session, sql.Registry, name, version);
                session.Enqueue(sql.Registry.DeleteVersionTag, name, version, key);
            },
            cancellationToken);

    /// <inheritdoc/>
    public MlPage<MlModelVersion> SearchModelVersions(
        ModelSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        SearchPageStatement page = EntitySearchSql.ModelVersions(
            _database.Dialect, Capabilities(cancellationToken), search.Filter, search.OrderBy, maxResults, pageToken);
        return Read((session, sql) => new ModelVersionReader(session, sql.Registry, Key).Read(page), cancellationToken);
    }

    private MlModelVersion? FindVersion(SqlSession session, RegistryStatements sql, string name, int version, bool last = false) =>
        new ModelVersionReader(session, sql, Key).Find(sql.VersionByNumber, name, version, last);

    private static int HighestVersion(SqlSession session, RegistryStatements sql, string name)
    {
        using SqlRows rows = session.Query(sql.HighestVersion, name);
        rows.Read();
        return (int)rows.Integer(0);
    }

    private static void RequireVersion(SqlSession session, RegistryStatements sql, string name, int version)
    {
        RequireModel(session, sql, name);
        if (session.QueryText(sql.VersionByNumber, name, version) is null)
        {
            throw MlErrors.ModelVersionNotFound(name, version);
        }
    }

    private static void SetVersionTags(
        SqlSession session, RegistryStatements sql, string name, int version, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        foreach ((string key, string value) in tags)
        {
            if (session.Execute(sql.UpdateVersionTag, name, version, key, value) == 0)
            {
                session.Enqueue(sql.InsertVersionTag, name, version, key, value);
            }
        }
    }
}
