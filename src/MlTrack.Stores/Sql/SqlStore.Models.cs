using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Readers;
using MlTrack.Stores.Sql.Search;
using MlTrack.Stores.Sql.Statements;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    /// <inheritdoc/>
    public MlModel CreateModel(NewModel model, CancellationToken cancellationToken = default) =>
        Write(
            (session, statements) =>
            {
                // Who comes second at the same moment fails on the key, and finds the first one when the work is done again.
                RegistryStatements sql = statements.Registry;
                if (session.QueryText(sql.ModelByName, model.Name) is not null)
                {
                    throw MlErrors.ModelExists(model.Name);
                }

                long now = MlTime.NowMilliseconds();
                session.Enqueue(sql.InsertModel, model.Name, now, now, model.Description);
                SetModelTags(session, sql, model.Name, model.Tags);
                return FindModel(session, sql, model.Name)!;
            },
            cancellationToken,
            (session, sql, made) => FindModel(session, sql.Registry, made.Name) is { } found && found.CreationTime == made.CreationTime);

    /// <inheritdoc/>
    public MlModel? GetModel(string name, CancellationToken cancellationToken = default) =>
        Read((session, sql) => FindModel(session, sql.Registry, name, last: true), cancellationToken);

    /// <inheritdoc/>
    public void UpdateModel(string name, string? description, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RequireModel(session, sql.Registry, name);
                session.Enqueue(sql.Registry.DescribeModel, name, description, MlTime.NowMilliseconds());
            },
            cancellationToken);

    /// <inheritdoc/>
    public void RenameModel(string name, string newName, CancellationToken cancellationToken = default) =>
        Write(
            (session, statements) =>
            {
                RegistryStatements sql = statements.Registry;
                string? stored = session.QueryText(sql.ModelByName, name) ?? throw MlErrors.ModelNotFound(name);
                string? taken = session.QueryText(sql.ModelByName, newName);
                if (taken is not null && taken != stored)
                {
                    throw MlErrors.ModelExists(newName);
                }

                // Versions, tags and aliases follow by their foreign keys.
                long now = MlTime.NowMilliseconds();
                session.Enqueue(sql.RenameModel, name, newName, now);
                session.Enqueue(sql.TouchVersions, newName, now);
            },
            cancellationToken,
            (session, sql) => session.QueryText(sql.Registry.ModelByName, newName) is not null
                && session.QueryText(sql.Registry.ModelByName, name) is null);

    /// <inheritdoc/>
    public void DeleteModel(string name, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RequireModel(session, sql.Registry, name);
                foreach (string statement in sql.Registry.DeleteModel)
                {
                    session.Enqueue(statement, name);
                }
            },
            cancellationToken,
            (session, sql) => session.QueryText(sql.Registry.ModelByName, name) is null);

    /// <inheritdoc/>
    public void SetModelTags(
        string name, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RequireModel(session, sql.Registry, name);
                SetModelTags(session, sql.Registry, name, tags);
            },
            cancellationToken);

    /// <inheritdoc/>
    public void DeleteModelTag(string name, string key, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RequireModel(session, sql.Registry, name);
                session.Enqueue(sql.Registry.DeleteModelTag, name, key);
            },
            cancellationToken);

    /// <inheritdoc/>
    public void SetModelAlias(string name, string alias, int version, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RequireVersion(session, sql.Registry, name, version);
                if (session.Execute(sql.Registry.UpdateAlias, name, alias, version) == 0)
                {
                    session.Enqueue(sql.Registry.InsertAlias, name, alias, version);
                }
            },
            cancellationToken);

    /// <inheritdoc/>
    public void DeleteModelAlias(string name, string alias, CancellationToken cancellationToken = default) =>
        Write(
            (session, sql) =>
            {
                RequireModel(session, sql.Registry, name);
                session.Enqueue(sql.Registry.DeleteAlias, name, alias);
            },
            cancellationToken);

    /// <inheritdoc/>
    public MlPage<MlModel> SearchModels(
        ModelSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        SearchPageStatement page = EntitySearchSql.RegisteredModels(
            _database.Dialect, Capabilities(cancellationToken), search.Filter, search.OrderBy, maxResults, pageToken);
        return Read((session, sql) => new ModelReader(session, sql.Registry, Key).Read(page), cancellationToken);
    }

    private MlModel? FindModel(SqlSession session, RegistryStatements sql, string name, bool last = false) =>
        new ModelReader(session, sql, Key).Find(name, last);

    private static void RequireModel(SqlSession session, RegistryStatements sql, string name)
    {
        if (session.QueryText(sql.ModelByName, name) is null)
        {
            throw MlErrors.ModelNotFound(name);
        }
    }

    private static void TouchModel(SqlSession session, RegistryStatements sql, string name, long now)
    {
        if (session.Execute(sql.TouchModel, name, now) == 0)
        {
            throw MlErrors.ModelNotFound(name);
        }
    }

    private static void SetModelTags(
        SqlSession session, RegistryStatements sql, string name, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        foreach ((string key, string value) in tags)
        {
            if (session.Execute(sql.UpdateModelTag, name, key, value) == 0)
            {
                session.Enqueue(sql.InsertModelTag, name, key, value);
            }
        }
    }
}
