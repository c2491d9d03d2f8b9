using System.Collections.ObjectModel;

namespace MlTrack;

/// <summary>A run: one execution with its params, metrics, tags and inputs, as they stood when it was read.</summary>
public sealed class MlRun
{
    private MlRunInfo? _info;
    private MlRunData? _data;

    /// <summary>The id, 32 hexadecimal digits for runs that MLflow or MlTrack made.</summary>
    public string RunId { get; internal init; } = "";

    /// <summary>The name; not unique.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>The experiment that it belongs to.</summary>
    public string ExperimentId { get; internal init; } = "";

    /// <summary>The status.</summary>
    public MlRunStatus Status { get; internal init; }

    /// <summary>When it started (UTC).</summary>
    public DateTimeOffset? StartTime { get; internal init; }

    /// <summary>When it ended (UTC); null while it is open.</summary>
    public DateTimeOffset? EndTime { get; internal init; }

    /// <summary>From start to end; null while it is open.</summary>
    public TimeSpan? Duration => EndTime - StartTime;

    /// <summary>The user who started it.</summary>
    public string? UserId { get; internal init; }

    /// <summary>Active or deleted.</summary>
    public MlLifecycleStage LifecycleStage { get; internal init; }

    /// <summary>The root of its artifacts: a plain absolute path, or a URI.</summary>
    public string ArtifactUri { get; internal init; } = "";

    /// <summary>The run that this one is nested in (tag <c>mlflow.parentRunId</c>); null at the top.</summary>
    public string? ParentRunId => Tags.GetValueOrDefault(MlTags.ParentRunId);

    /// <summary>The description (tag <c>mlflow.note.content</c>); null without one.</summary>
    public string? Description => Tags.GetValueOrDefault(MlTags.Description);

    /// <summary>The latest value of each metric (highest step, then time, then value), by exact key.</summary>
    public ReadOnlyDictionary<string, double> Metrics { get; internal init; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>The params, by exact key.</summary>
    public ReadOnlyDictionary<string, string> Params { get; internal init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The tags, by exact key.</summary>
    public ReadOnlyDictionary<string, string> Tags { get; internal init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The datasets that it used.</summary>
    public IReadOnlyList<MlDatasetInput> Inputs { get; internal init; } = [];

    /// <summary>MLflow's <c>run.info</c>: a view of the same values under MLflow's grouping.</summary>
    public MlRunInfo Info => _info ??= new MlRunInfo(this);

    /// <summary>MLflow's <c>run.data</c>: a view of the same values under MLflow's grouping.</summary>
    public MlRunData Data => _data ??= new MlRunData(this);

    /// <summary>Names the store that this came from; never holds a secret.</summary>
    internal string? StoreKey { get; init; }

    /// <summary>The run's id.</summary>
    /// <returns><see cref="RunId"/>.</returns>
    public override string ToString() => RunId;
}
