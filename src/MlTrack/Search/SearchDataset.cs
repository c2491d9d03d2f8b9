namespace MlTrack.Search;

/// <summary>What a filter sees of a dataset that a run used.</summary>
/// <param name="Name">The name.</param>
/// <param name="Digest">The digest.</param>
/// <param name="Context">What it was used for; null without a context.</param>
internal sealed record SearchDataset(string Name, string Digest, string? Context);
