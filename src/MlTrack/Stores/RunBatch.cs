namespace MlTrack.Stores;

/// <summary>What is logged to one run at once, all or nothing (MLflow's log_batch).</summary>
/// <param name="RunId">The run.</param>
public sealed record RunBatch(string RunId)
{
    /// <summary>Metric points.</summary>
    public IReadOnlyList<MetricPoint> Metrics { get; init => field = value ?? []; } = [];

    /// <summary>Params; a key may be there once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Params { get; init => field = value ?? []; } = [];

    /// <summary>Tags; of a repeated key the last one counts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init => field = value ?? []; } = [];
}
