namespace MlTrack;

/// <summary>The facts about a run that are no data of its user: MLflow's <c>RunInfo</c>, as a view of an <see cref="MlRun"/>.</summary>
public sealed class MlRunInfo
{
    private readonly MlRun _run;

    internal MlRunInfo(MlRun run) => _run = run;

    /// <inheritdoc cref="MlRun.RunId"/>
    public string RunId => _run.RunId;

    /// <inheritdoc cref="MlRun.Name"/>
    public string RunName => _run.Name;

    /// <inheritdoc cref="MlRun.ExperimentId"/>
    public string ExperimentId => _run.ExperimentId;

    /// <inheritdoc cref="MlRun.Status"/>
    public MlRunStatus Status => _run.Status;

    /// <inheritdoc cref="MlRun.StartTime"/>
    public DateTimeOffset? StartTime => _run.StartTime;

    /// <inheritdoc cref="MlRun.EndTime"/>
    public DateTimeOffset? EndTime => _run.EndTime;

    /// <inheritdoc cref="MlRun.UserId"/>
    public string? UserId => _run.UserId;

    /// <inheritdoc cref="MlRun.LifecycleStage"/>
    public MlLifecycleStage LifecycleStage => _run.LifecycleStage;

    /// <inheritdoc cref="MlRun.ArtifactUri"/>
    public string ArtifactUri => _run.ArtifactUri;
}
