using System.Collections.ObjectModel;
using System.Globalization;

namespace MlTrack;

/// <summary>A version of a registered model: where its files are, the run that made it, and how far it has come.</summary>
public sealed class MlModelVersion
{
    /// <summary>The name of the registered model.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>The number, from 1; a deleted version keeps its number, and so do all after it.</summary>
    public int Version { get; internal init; }

    /// <summary>The stage.</summary>
    public MlModelStage Stage { get; internal init; }

    /// <summary>Whether it can be used.</summary>
    public MlModelVersionStatus Status { get; internal init; }

    /// <summary>What the server says about <see cref="Status"/>; null as a rule.</summary>
    public string? StatusMessage { get; internal init; }

    /// <summary>What it was made of, as given when it was registered: a path, or a URI of any scheme (also <c>models:</c>).</summary>
    public string? Source { get; internal init; }

    /// <summary>The run that made it; null without one.</summary>
    public string? RunId { get; internal init; }

    /// <summary>A link to that run, where it lives elsewhere; null without one.</summary>
    public string? RunLink { get; internal init; }

    /// <summary>The description; null without one.</summary>
    public string? Description { get; internal init; }

    /// <summary>The tags, by exact key.</summary>
    public ReadOnlyDictionary<string, string> Tags { get; internal init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The aliases that point to it, sorted.</summary>
    public IReadOnlyList<string> Aliases { get; internal init; } = [];

    /// <summary>When it was registered (UTC).</summary>
    public DateTimeOffset? CreationTime { get; internal init; }

    /// <summary>When its description or stage was last changed (UTC). Tags and aliases don't count.</summary>
    public DateTimeOffset? LastUpdatedTime { get; internal init; }

    /// <summary>The user who registered it, where the store knows; MLflow's SQL stores don't.</summary>
    public string? UserId { get; internal init; }

    /// <summary>The URI that names this version: <c>models:/name/3</c>.</summary>
    public string Uri => string.Create(CultureInfo.InvariantCulture, $"models:/{Name}/{Version}");

    /// <summary>Names the store that this came from; never holds a secret.</summary>
    internal string? StoreKey { get; init; }

    /// <summary>Name and version.</summary>
    /// <returns><c>name/version</c>.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}/{Version}");
}
