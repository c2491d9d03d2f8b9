namespace MlTrack.Search;

/// <summary>What a filter sees of a run, experiment, model, version or trace.</summary>
internal sealed record SearchRecord
{
    /// <summary>The attributes by name: strings or longs; a missing one is absent or null.</summary>
    public IReadOnlyDictionary<string, object?> Attributes { get; init; } = new Dictionary<string, object?>();

    /// <summary>The latest metrics.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The params.</summary>
    public IReadOnlyDictionary<string, string> Params { get; init; } = new Dictionary<string, string>();

    /// <summary>The tags. A run's name is compared by its tag <c>mlflow.runName</c>, as MLflow does.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>A trace's request metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The datasets that a run used, each with its context.</summary>
    public IReadOnlyList<SearchDataset> Datasets { get; init; } = [];
}
