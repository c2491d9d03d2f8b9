namespace MlTrack.Stores;

/// <summary>What to look for among registered models or versions (MLflow's search_registered_models, search_model_versions).</summary>
public sealed record ModelSearch
{
    /// <summary>The filter as the user wrote it; null for none.</summary>
    public string? Filter { get; init; }

    /// <summary>The order, one key an entry (<c>name ASC</c>); empty for the default: models by name, versions by what was updated last.</summary>
    public IReadOnlyList<string> OrderBy { get; init => field = value ?? []; } = [];
}
