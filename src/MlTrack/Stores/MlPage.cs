namespace MlTrack.Stores;

/// <summary>A page of results.</summary>
/// <typeparam name="T">What was looked for.</typeparam>
/// <param name="Items">The results, in order.</param>
/// <param name="NextPageToken">Gets the next page with the same search; null at the end. Opaque.</param>
public sealed record MlPage<T>(IReadOnlyList<T> Items, string? NextPageToken);
