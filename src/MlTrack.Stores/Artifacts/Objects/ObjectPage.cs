namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>A page of a listing.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">Where the next page starts; null after the last.</param>
internal sealed record ObjectPage(IReadOnlyList<ObjectItem> Items, string? Next);
