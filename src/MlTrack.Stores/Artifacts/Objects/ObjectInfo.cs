namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>What a store says of an object.</summary>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Version">What tells this content from the one that may replace it.</param>
/// <param name="Checksum">Its checksum; null where the store has none that a client could work out.</param>
internal sealed record ObjectInfo(long Size, string? Version, ObjectChecksum? Checksum);
