using System.Collections.ObjectModel;

namespace MlTrack;

/// <summary>A registered model: a name under which versions are kept.</summary>
public sealed class MlModel
{
    /// <summary>The name, unique in a store (1 to 256 characters, case-sensitive but in MySQL).</summary>
    public string Name { get; internal init; } = "";

    /// <summary>When it was created (UTC).</summary>
    public DateTimeOffset? CreationTime { get; internal init; }

    /// <summary>When it was last described or renamed, or a version was added, moved or removed (UTC). Tags and aliases don't count.</summary>
    public DateTimeOffset? LastUpdatedTime { get; internal init; }

    /// <summary>The description; null without one.</summary>
    public string? Description { get; internal init; }

    /// <summary>The tags, by exact key.</summary>
    public ReadOnlyDictionary<string, string> Tags { get; internal init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The aliases, each with the number of the version that it points to.</summary>
    public ReadOnlyDictionary<string, int> Aliases { get; internal init; } = ReadOnlyDictionary<string, int>.Empty;

    /// <summary>The highest version of each stage that has one, by version.</summary>
    public IReadOnlyList<MlModelVersion> LatestVersions { get; internal init; } = [];

    /// <summary>Names the store that this came from; never holds a secret.</summary>
    internal string? StoreKey { get; init; }

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;
}
