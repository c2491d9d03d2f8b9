namespace MlTrack.Stores;

/// <summary>A run to be created.</summary>
/// <param name="ExperimentId">The experiment that it belongs to.</param>
public sealed record NewRun(string ExperimentId)
{
    /// <summary>The name; null or empty for a random one (<c>adjective-noun-number</c>).</summary>
    public string? Name { get; init; }

    /// <summary>The user; null for 'unknown', as MLflow's client has it.</summary>
    public string? UserId { get; init; }

    /// <summary>When it starts: milliseconds since the epoch; null for now.</summary>
    public long? StartTime { get; init; }

    /// <summary>The run that it is nested in; it must exist and be active. Null for none.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>The description (tag <c>mlflow.note.content</c>); null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Tags to set.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init => field = value ?? []; } = [];
}
