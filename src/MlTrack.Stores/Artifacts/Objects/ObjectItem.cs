namespace MlTrack.Stores.Artifacts.Objects;

/// <summary>An object or a common prefix of a listing.</summary>
/// <param name="Key">The whole key as the store tells it; that of a prefix ends with <c>/</c>.</param>
/// <param name="Size">The size in bytes; null for a prefix or a folder.</param>
/// <param name="IsFolder">Whether it is a prefix, or an object that stands for a folder.</param>
internal readonly record struct ObjectItem(string Key, long? Size, bool IsFolder);
