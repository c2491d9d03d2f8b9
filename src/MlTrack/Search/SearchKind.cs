namespace MlTrack.Search;

/// <summary>What is searched. Each kind has entities, attributes and comparators of its own.</summary>
internal enum SearchKind
{
    /// <summary>MLflow's search_runs.</summary>
    Runs,

    /// <summary>MLflow's search_experiments.</summary>
    Experiments,

    /// <summary>MLflow's search_registered_models.</summary>
    RegisteredModels,

    /// <summary>MLflow's search_model_versions.</summary>
    ModelVersions,

    /// <summary>MLflow's search_traces.</summary>
    Traces,
}
