using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Statements;

/// <summary>The statements about registered models, their versions and aliases.</summary>
internal sealed class RegistryStatements
{
    // The columns of searches, in the same order: one reader serves both.
    private const string ModelColumns = "m.name, m.creation_time, m.last_updated_time, m.description";

    private const string VersionColumns =
        "v.name, v.version, v.creation_time, v.last_updated_time, v.description, v.user_id, v.current_stage, v.source, v.run_id, v.status, "
        + "v.status_message, v.run_link, v.storage_location";

    // In an order that the foreign keys allow.
    private static readonly string[] s_tables =
        ["model_version_tags", "model_versions", "registered_model_tags", "registered_model_aliases", "registered_models"];

    private readonly SqlDialect _dialect;

    public RegistryStatements(SqlDialect dialect, SchemaCapabilities capabilities)
    {
        _dialect = dialect;
        string key = dialect.Quote("key");
        string value = dialect.Quote("value");
        string names = dialect.ListTable("@p0");

        // Other workspaces than the default one are out of sight; a new row gets that one by the column's default.
        string In(string alias) => capabilities.Workspaces ? $" AND {alias}.workspace = 'default'" : "";
        string andSpace = capabilities.Workspaces ? " AND workspace = 'default'" : "";
        string visible = $"v.current_stage <> '{ModelStages.Deleted}'{In("v")}";
        string ofModel = $"WHERE name = @p0{andSpace}";
        string ofVersion = $"WHERE name = @p0 AND version = @p1{andSpace}";

        ModelByName = $"SELECT {ModelColumns} FROM registered_models m WHERE m.name = @p0{In("m")}";
        ModelTags = $"SELECT l.ord, t.{key}, t.{value} FROM {names} l JOIN registered_model_tags t ON t.name = l.id{In("t")}";
        Aliases =
            $"SELECT l.ord, a.alias, a.version FROM {names} l JOIN registered_model_aliases a ON a.name = l.id{In("a")} "
            + "ORDER BY l.ord, a.alias";
        LatestVersions =
            $"SELECT {VersionColumns}, l.ord FROM {names} l JOIN model_versions v ON v.name = l.id AND {visible} "
            + $"JOIN (SELECT v.name, v.current_stage, MAX(v.version) AS version FROM {names} l JOIN model_versions v ON v.name = l.id "
            + $"AND {visible} GROUP BY v.name, v.current_stage) h ON h.name = v.name AND h.version = v.version "
            + "ORDER BY l.ord, v.version";
        InsertModel = dialect.Insert("registered_models", ["name", "creation_time", "last_updated_time", "description"]);
        TouchModel = $"UPDATE registered_models SET last_updated_time = @p1 {ofModel}";
        DescribeModel = $"UPDATE registered_models SET description = @p1, last_updated_time = @p2 {ofModel}";
        RenameModel = $"UPDATE registered_models SET name = @p1, last_updated_time = @p2 {ofModel}";
        TouchVersions = $"UPDATE model_versions SET last_updated_time = @p1 {ofModel}";
        DeleteModel = [.. s_tables.Select(table => $"DELETE FROM {table} {ofModel}")];

        // Setting is an update and an insert where there was nothing to update: the keys, by which an upsert would have to go, are others
        // from one revision on, and MLflow may migrate a database under an open session.
        UpdateModelTag = $"UPDATE registered_model_tags SET {value} = @p2 {ofModel} AND {key} = @p1";
        InsertModelTag = dialect.InsertNew("registered_model_tags", ["name", "key", "value"]);
        DeleteModelTag = $"DELETE FROM registered_model_tags {ofModel} AND {key} = @p1";
        UpdateAlias = $"UPDATE registered_model_aliases SET version = @p2 {ofModel} AND alias = @p1";
        InsertAlias = dialect.InsertNew("registered_model_aliases", ["name", "alias", "version"]);
        DeleteAlias = $"DELETE FROM registered_model_aliases {ofModel} AND alias = @p1";

        VersionByNumber = $"SELECT {VersionColumns} FROM model_versions v WHERE v.name = @p0 AND v.version = @p1 AND {visible}";
        VersionByAlias =
            $"SELECT {VersionColumns} FROM registered_model_aliases a JOIN model_versions v ON v.name = a.name AND v.version = a.version "
            + $"WHERE a.name = @p0 AND a.alias = @p1{In("a")} AND {visible}";
        VersionTags =
            $"SELECT l.ord, t.version, t.{key}, t.{value} FROM {names} l JOIN model_version_tags t ON t.name = l.id{In("t")} "
            + $"AND t.version IN (SELECT {dialect.AsInteger("n.id")} FROM {dialect.ListTable("@p1")} n)";
        HighestVersion = $"SELECT COALESCE(MAX(version), 0) FROM model_versions {ofModel}";
        InsertVersion = dialect.Insert(
            "model_versions",
            [
                "name", "version", "creation_time", "last_updated_time", "description", "current_stage", "source", "run_id", "status",
                "run_link", "storage_location",
            ]);
        DescribeVersion = $"UPDATE model_versions SET description = @p2, last_updated_time = @p3 {ofVersion}";
        StageVersion = $"UPDATE model_versions SET current_stage = @p2, last_updated_time = @p3 {ofVersion}";
        ArchiveOthers =
            "UPDATE model_versions SET current_stage = 'Archived', last_updated_time = @p3 "
            + $"WHERE name = @p0 AND version <> @p1 AND current_stage = @p2{andSpace}";

        // What MLflow leaves of a deleted version, so that its number is never given again.
        BuryVersion =
            $"UPDATE model_versions SET current_stage = '{ModelStages.Deleted}', last_updated_time = @p2, description = NULL, user_id = NULL, "
            + "source = 'REDACTED-SOURCE-PATH', run_id = 'REDACTED-RUN-ID', run_link = 'REDACTED-RUN-LINK', status_message = NULL "
            + ofVersion;
        DeleteAliasesOfVersion = $"DELETE FROM registered_model_aliases {ofVersion}";
        UpdateVersionTag = $"UPDATE model_version_tags SET {value} = @p3 {ofVersion} AND {key} = @p2";
        InsertVersionTag = dialect.InsertNew("model_version_tags", ["name", "version", "key", "value"]);
        DeleteVersionTag = $"DELETE FROM model_version_tags {ofVersion} AND {key} = @p2";
    }

    public string ModelByName { get; }

    public string ModelTags { get; }

    public string Aliases { get; }

    public string LatestVersions { get; }

    public string InsertModel { get; }

    public string TouchModel { get; }

    public string DescribeModel { get; }

    public string RenameModel { get; }

    public string TouchVersions { get; }

    public IReadOnlyList<string> DeleteModel { get; }

    public string UpdateModelTag { get; }

    public string InsertModelTag { get; }

    public string DeleteModelTag { get; }

    public string UpdateAlias { get; }

    public string InsertAlias { get; }

    public string DeleteAlias { get; }

    public string VersionByNumber { get; }

    public string VersionByAlias { get; }

    public string VersionTags { get; }

    public string HighestVersion { get; }

    public string InsertVersion { get; }

    public string DescribeVersion { get; }

    public string StageVersion { get; }

    public string ArchiveOthers { get; }

    public string BuryVersion { get; }

    public string DeleteAliasesOfVersion { get; }

    public string UpdateVersionTag { get; }

    public string InsertVersionTag { get; }

    public string DeleteVersionTag { get; }

    /// <inheritdoc cref="SqlDialect.ListValue"/>
    public object ListValue(IEnumerable<string> items) => _dialect.ListValue(items);
}
