namespace MlTrack.Stores;

/// <summary>A file or folder of an artifact store.</summary>
/// <param name="Path">The path from the store's root, with <c>/</c> between its parts. It comes from the medium and may be hostile.</param>
/// <param name="IsDirectory">Whether it is a folder.</param>
/// <param name="Size">The size in bytes; null for a folder, and where it can't be told.</param>
public sealed record ArtifactEntry(string Path, bool IsDirectory, long? Size)
{
    /// <summary>Why it can't be read (a link that leads out of the store, a folder without permission); null for all others.</summary>
    public MlException? Error { get; init; }
}
