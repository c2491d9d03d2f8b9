namespace MlTrack.Stores;

/// <summary>What to look for among traces (MLflow's search_traces).</summary>
public sealed record TraceSearch
{
    /// <summary>The experiments to look in; null or none for all.</summary>
    public IReadOnlyList<string>? ExperimentIds { get; init; }

    /// <summary>The filter as the user wrote it; null for none.</summary>
    public string? Filter { get; init; }

    /// <summary>The order, one key an entry (<c>timestamp_ms DESC</c>); empty for the default: newest first.</summary>
    public IReadOnlyList<string> OrderBy { get; init => field = value ?? []; } = [];
}
