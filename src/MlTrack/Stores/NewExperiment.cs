namespace MlTrack.Stores;

/// <summary>An experiment to be created.</summary>
/// <param name="Name">The name.</param>
public sealed record NewExperiment(string Name)
{
    /// <summary>Where artifacts go: an absolute path or a URI; null for <c>&lt;artifact root&gt;/&lt;id&gt;</c>.</summary>
    public string? ArtifactLocation { get; init; }

    /// <summary>Tags to set.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; init => field = value ?? []; } = [];

    /// <summary>When it is created: milliseconds since the epoch. <see cref="MlClient"/> fills in now.</summary>
    public long CreationTime { get; init; }
}
