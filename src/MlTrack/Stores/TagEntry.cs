namespace MlTrack.Stores;

/// <summary>A tag for a run. An earlier value is overwritten.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Key">The tag's key.</param>
/// <param name="Value">The value.</param>
public sealed record TagEntry(string RunId, string Key, string Value) : LogEntry(RunId, Key);
