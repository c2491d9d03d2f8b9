namespace MlTrack.Stores;

/// <summary>A change of a run: what is null stays as it is. All of it happens at once or not at all.</summary>
public sealed record RunUpdate
{
    /// <summary>The new name; the tag <c>mlflow.runName</c> follows.</summary>
    public string? Name { get; init; }

    /// <summary>The new status.</summary>
    public MlRunStatus? Status { get; init; }

    /// <summary>The new end time, milliseconds since the epoch.</summary>
    public long? EndTime { get; init; }

    /// <summary>The new description (tag <c>mlflow.note.content</c>).</summary>
    public string? Description { get; init; }

    /// <summary>Tags to set.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init => field = value ?? []; } = [];
}
