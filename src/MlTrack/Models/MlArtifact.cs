namespace MlTrack;

/// <summary>A file or folder among a run's artifacts.</summary>
public sealed class MlArtifact
{
    /// <summary>The path from the artifact root, with <c>/</c> between its parts.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>Whether it is a folder.</summary>
    public bool IsDirectory { get; internal init; }

    /// <summary>The size in bytes; null for a folder.</summary>
    public long? Size { get; internal init; }

    /// <summary>The run that it belongs to; null when it was listed by URI.</summary>
    public string? RunId { get; internal init; }

    /// <summary>Where it lies: a plain absolute path, or a URI. Never holds a secret.</summary>
    public string Uri { get; internal init; } = "";

    /// <summary>Names the store that this came from; never holds a secret.</summary>
    internal string? StoreKey { get; init; }

    /// <summary>The path.</summary>
    /// <returns><see cref="Path"/>.</returns>
    public override string ToString() => Path;
}
