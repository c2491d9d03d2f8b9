namespace MlTrack.Stores;

/// <summary>A model that a run of MLflow 3 logged: files with an id of their own, in a folder beside those of the runs.</summary>
/// <param name="ModelId">The id: <c>m-</c> and 32 hexadecimal digits.</param>
/// <param name="Name">The name, which the run's URI names it by: <c>runs:/run_id/name</c>.</param>
/// <param name="ArtifactLocation">Where its files are: a path or URI.</param>
public sealed record LoggedModel(string ModelId, string Name, string ArtifactLocation)
{
    /// <summary>The run that logged it; null for none.</summary>
    public string? SourceRunId { get; init; }

    /// <summary>The step of the run that it was logged at, where it was read as an output of that run.</summary>
    public long Step { get; init; }

    /// <summary>Its tags; only <see cref="ILoggedModelStore.GetLoggedModel"/> reads them.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty;
}
