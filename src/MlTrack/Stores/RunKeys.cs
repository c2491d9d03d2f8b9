namespace MlTrack.Stores;

/// <summary>The distinct keys among the runs of a search: the columns of a table of them. Each list is sorted by ordinal comparison.</summary>
/// <param name="Metrics">Metric keys.</param>
/// <param name="Params">Param keys.</param>
/// <param name="Tags">Tag keys.</param>
public sealed record RunKeys(IReadOnlyList<string> Metrics, IReadOnlyList<string> Params, IReadOnlyList<string> Tags);
