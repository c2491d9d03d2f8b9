namespace MlTrack.Stores.Sql.Schema;

/// <summary>The 19 tables of MLflow's schema with the columns that MlTrack names.</summary>
internal static class SchemaTables
{
    /// <summary>The table that says which revision a database has.</summary>
    public const string RevisionTable = "alembic_version";

    /// <summary>The columns by table.</summary>
    public static IReadOnlyDictionary<string, string[]> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [RevisionTable] = "version_num",
        ["datasets"] = "dataset_uuid experiment_id name digest dataset_source_type dataset_source dataset_schema dataset_profile",
        ["experiment_tags"] = "key value experiment_id",
        ["experiments"] = "experiment_id name artifact_location lifecycle_stage creation_time last_update_time",
        ["input_tags"] = "input_uuid name value",
        ["inputs"] = "input_uuid source_type source_id destination_type destination_id",
        ["latest_metrics"] = "key value timestamp step is_nan run_uuid",
        ["metrics"] = "key value timestamp run_uuid step is_nan",
        ["model_version_tags"] = "key value name version",
        ["model_versions"] =
            "name version creation_time last_updated_time description user_id current_stage source run_id status status_message run_link "
            + "storage_location",
        ["params"] = "key value run_uuid",
        ["registered_model_aliases"] = "alias version name",
        ["registered_model_tags"] = "key value name",
        ["registered_models"] = "name creation_time last_updated_time description",
        ["runs"] =
            "run_uuid name source_type source_name entry_point_name user_id status start_time end_time source_version lifecycle_stage "
            + "artifact_uri experiment_id deleted_time",
        ["tags"] = "key value run_uuid",
        ["trace_info"] = "request_id experiment_id timestamp_ms execution_time_ms status",
        ["trace_request_metadata"] = "key value request_id",
        ["trace_tags"] = "key value request_id",
    }.ToDictionary(table => table.Key, table => table.Value.Split(' '), StringComparer.Ordinal);
}
