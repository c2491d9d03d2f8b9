namespace MlTrack.Stores;

/// <summary>What to look for among experiments (MLflow's search_experiments).</summary>
public sealed record ExperimentSearch
{
    /// <summary>The filter as the user wrote it; null for none.</summary>
    public string? Filter { get; init; }

    /// <summary>The order, one key an entry (<c>name ASC</c>); empty for the default: newest first.</summary>
    public IReadOnlyList<string> OrderBy { get; init => field = value ?? []; } = [];

    /// <summary>Which lifecycle stages to see.</summary>
    public MlViewType ViewType { get; init; }
}
