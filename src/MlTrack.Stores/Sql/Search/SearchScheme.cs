using MlTrack.Search;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Search;

/// <summary>Where a kind of search finds what its filters and orders name.</summary>
internal sealed class SearchScheme
{
    private const string Owner = "t";

    private static readonly string[] s_run = ["run_uuid"];

    private SearchScheme(SearchKind kind) => Kind = kind;

    /// <summary>The kind.</summary>
    public SearchKind Kind { get; }

    /// <summary>The table that is searched. Statements call it <c>t</c>.</summary>
    public required string Table { get; init; }

    /// <summary>The columns that a page selects, in this order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Expressions of attributes in filters, by the attribute's name.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    /// <summary>The tables of the entities with free keys.</summary>
    public required IReadOnlyDictionary<SearchEntity, KeyedTable> Tables { get; init; }

    /// <summary>What ends every order, so that no two rows are equal: names of attributes and whether they descend.</summary>
    public required IReadOnlyList<(string Attribute, bool Descending)> TieBreakers { get; init; }

    /// <summary>The whole order where none is given; null if that is <see cref="TieBreakers"/> alone.</summary>
    public IReadOnlyList<(string Attribute, bool Descending)>? DefaultOrder { get; init; }

    /// <summary>Whether missing values come last in both directions; else they go where the engine puts them, as in MLflow.</summary>
    public bool MissingLast { get; init; }

    /// <summary>Expressions of attributes in orders, where they aren't those of filters.</summary>
    public IReadOnlyDictionary<string, string> OrderAttributes { get; init; } = new Dictionary<string, string>();

    /// <summary>The scheme of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <returns>The scheme.</returns>
    public static SearchScheme Of(SearchKind kind, SchemaCapabilities capabilities) => kind switch
    {
        SearchKind.Runs => Runs,
        SearchKind.Experiments => Experiments,
        SearchKind.RegisteredModels => RegisteredModels(capabilities.Workspaces),
        SearchKind.ModelVersions => ModelVersions(capabilities.Workspaces),
        _ => Traces,
    };

    /// <summary>The expression of an attribute in an order.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <returns>The expression.</returns>
    public string OrderExpression(string attribute) => OrderAttributes.GetValueOrDefault(attribute) ?? Attributes[attribute];

    /// <summary>The condition that ties a row of a keyed table to its owner.</summary>
    /// <param name="table">The keyed table.</param>
    /// <param name="alias">How the statement calls it.</param>
    /// <returns>Equalities of the columns of its key.</returns>
    public static string Link(KeyedTable table, string alias) =>
        string.Join(" AND ", table.Columns.Select(column => $"{alias}.{column} = {Owner}.{column}"));

    private static SearchScheme Runs { get; } = new(SearchKind.Runs)
    {
        Table = "runs",
        Columns = ["run_uuid", "name", "experiment_id", "user_id", "status", "start_time", "end_time", "lifecycle_stage", "artifact_uri"],
        Attributes = Named("status", "start_time", "end_time", "user_id", "artifact_uri").With("run_id", "run_uuid"),
        OrderAttributes = new Dictionary<string, string>().With("run_name", "name"),
        Tables = new Dictionary<SearchEntity, KeyedTable>
        {
            [SearchEntity.Metric] = new("latest_metrics", s_run),
            [SearchEntity.Param] = new("params", s_run),
            [SearchEntity.Tag] = new("tags", s_run),
        },
        TieBreakers = [("start_time", true), ("run_id", false)],
        MissingLast = true,
    };

    private static SearchScheme Experiments { get; } = new(SearchKind.Experiments)
    {
        Table = "experiments",
        Columns = ["experiment_id", "name", "artifact_location", "lifecycle_stage", "creation_time", "last_update_time"],
        Attributes = Named("name", "experiment_id", "creation_time", "last_update_time"),
        Tables = new Dictionary<SearchEntity, KeyedTable> { [SearchEntity.Tag] = new("experiment_tags", ["experiment_id"]) },
        TieBreakers = [("experiment_id", true)],
        DefaultOrder = [("creation_time", true), ("experiment_id", false)],
    };

    private static SearchScheme Traces { get; } = new(SearchKind.Traces)
    {
        Table = "trace_info",
        Columns = ["request_id"],
        Attributes = Named("request_id", "timestamp_ms", "execution_time_ms", "status", "experiment_id")
            .With("end_time_ms", null, "(t.timestamp_ms + COALESCE(t.execution_time_ms, 0))")
            .With("client_request_id", null, "NULL"),
        Tables = new Dictionary<SearchEntity, KeyedTable>
        {
            [SearchEntity.Tag] = new("trace_tags", ["request_id"]),
            [SearchEntity.Metadata] = new("trace_request_metadata", ["request_id"]),
        },
        TieBreakers = [("timestamp_ms", true), ("request_id", false)],
        MissingLast = true,
    };

    private static SearchScheme RegisteredModels(bool workspaces) => new(SearchKind.RegisteredModels)
    {
        Table = "registered_models",
        Columns = ["name", "creation_time", "last_updated_time", "description"],
        Attributes = Named("name").With("timestamp", "last_updated_time"),
        Tables = new Dictionary<SearchEntity, KeyedTable>
        {
            [SearchEntity.Tag] = new("registered_model_tags", workspaces ? ["workspace", "name"] : ["name"]),
        },
        TieBreakers = [("name", false)],
    };

    private static SearchScheme ModelVersions(bool workspaces) => new(SearchKind.ModelVersions)
    {
        Table = "model_versions",
        Columns =
        [
            "name", "version", "creation_time", "last_updated_time", "description", "user_id", "current_stage", "source", "run_id", "status",
            "status_message", "run_link", "storage_location",
        ],
        Attributes = Named("name", "run_id").With("source_path", "source").With("version_number", "version")
            .With("creation_timestamp", "creation_time").With("last_updated_timestamp", "last_updated_time"),
        Tables = new Dictionary<SearchEntity, KeyedTable>
        {
            [SearchEntity.Tag] = new("model_version_tags", workspaces ? ["workspace", "name", "version"] : ["name", "version"]),
        },
        TieBreakers = [("name", false), ("version_number", true)],
        DefaultOrder = [("last_updated_timestamp", true), ("name", false), ("version_number", true)],
    };

    private static Dictionary<string, string> Named(params string[] columns) =>
        columns.ToDictionary(column => column, column => $"{Owner}.{column}");
}
