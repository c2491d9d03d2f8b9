namespace MlTrack;

/// <summary>How many runs an experiment has, by status, and over which time.</summary>
public sealed class MlExperimentReport
{
    /// <inheritdoc cref="MlExperiment.ExperimentId"/>
    public string ExperimentId { get; internal init; } = "";

    /// <inheritdoc cref="MlExperiment.Name"/>
    public string Name { get; internal init; } = "";

    /// <inheritdoc cref="MlExperiment.LifecycleStage"/>
    public MlLifecycleStage LifecycleStage { get; internal init; }

    /// <summary>Active runs, whatever their status.</summary>
    public long RunCount { get; internal init; }

    /// <summary>Active runs that are FINISHED.</summary>
    public long Finished { get; internal init; }

    /// <summary>Active runs that are FAILED.</summary>
    public long Failed { get; internal init; }

    /// <summary>Active runs that are RUNNING.</summary>
    public long Running { get; internal init; }

    /// <summary>Active runs that are SCHEDULED.</summary>
    public long Scheduled { get; internal init; }

    /// <summary>Active runs that are KILLED.</summary>
    public long Killed { get; internal init; }

    /// <summary>Deleted runs; they count nowhere else.</summary>
    public long DeletedRuns { get; internal init; }

    /// <summary>Start of the earliest active run (UTC); null without one.</summary>
    public DateTimeOffset? FirstStartTime { get; internal init; }

    /// <summary>End of the last active run that has ended (UTC); null without one.</summary>
    public DateTimeOffset? LastEndTime { get; internal init; }

    /// <summary>Names the store that this came from; never holds a secret.</summary>
    internal string? StoreKey { get; init; }
}
