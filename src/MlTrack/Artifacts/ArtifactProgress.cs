namespace MlTrack.Stores;

/// <summary>How far a transfer of artifacts has come. Reported some fifty times a second at most and at the end, on the caller's thread.</summary>
/// <param name="Path">The artifact that is being transferred.</param>
/// <param name="FilesDone">The files that are complete.</param>
/// <param name="BytesDone">The bytes that are transferred, of all files.</param>
/// <param name="BytesTotal">The bytes of all files; null as long as that isn't known: a folder's are added up beside a transfer that takes longer than a second.</param>
public readonly record struct ArtifactProgress(string Path, long FilesDone, long BytesDone, long? BytesTotal);
