using System.Collections.ObjectModel;

namespace MlTrack;

/// <summary>An experiment: the working context that holds related runs.</summary>
public sealed class MlExperiment
{
    /// <summary>The id; a decimal number as text in SQL stores. <c>0</c> is Default in a new store.</summary>
    public string ExperimentId { get; internal init; } = "";

    /// <summary>The name, unique in a store (1 to 500 characters, case-sensitive).</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Where the artifacts of its runs go: a plain absolute path, or a URI.</summary>
    public string ArtifactLocation { get; internal init; } = "";

    /// <summary>Active or deleted.</summary>
    public MlLifecycleStage LifecycleStage { get; internal init; }

    /// <summary>When it was created (UTC); null in stores older than the column.</summary>
    public DateTimeOffset? CreationTime { get; internal init; }

    /// <summary>When it was last renamed, deleted or restored (UTC). Setting a tag or creating a run doesn't count.</summary>
    public DateTimeOffset? LastUpdateTime { get; internal init; }

    /// <summary>The tags, by exact key.</summary>
    public ReadOnlyDictionary<string, string> Tags { get; internal init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The description: the tag <c>mlflow.note.content</c>; null without one.</summary>
    public string? Description => Tags.GetValueOrDefault(MlTags.Description);

    /// <summary>Names the store that this came from; never holds a secret.</summary>
    internal string? StoreKey { get; init; }

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
