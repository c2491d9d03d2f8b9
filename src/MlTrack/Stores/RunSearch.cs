namespace MlTrack.Stores;

/// <summary>What to look for among runs (MLflow's search_runs).</summary>
public sealed record RunSearch
{
    /// <summary>The experiments to look in; null for all active ones. An empty list finds nothing, as in MLflow.</summary>
    public IReadOnlyList<string>? ExperimentIds { get; init; }

    /// <summary>The filter as the user wrote it; null for none.</summary>
    public string? Filter { get; init; }

    /// <summary>The order, one key an entry (<c>metrics.acc DESC</c>); then newest first, then by id.</summary>
    public IReadOnlyList<string> OrderBy { get; init => field = value ?? []; } = [];

    /// <summary>Which lifecycle stages to see.</summary>
    public MlViewType ViewType { get; init; }

    /// <summary>What to load of each run.</summary>
    public RunColumns Columns { get; init; } = RunColumns.All;

    /// <summary>The keys of the metrics to load, where <see cref="Columns"/> names metrics; null for all.</summary>
    public IReadOnlyList<string>? MetricKeys { get; init; }

    /// <summary>The keys of the params to load, where <see cref="Columns"/> names params; null for all.</summary>
    public IReadOnlyList<string>? ParamKeys { get; init; }

    /// <summary>The keys of the tags to load, where <see cref="Columns"/> names tags; null for all.</summary>
    public IReadOnlyList<string>? TagKeys { get; init; }
}
