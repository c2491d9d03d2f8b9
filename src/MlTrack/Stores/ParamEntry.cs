namespace MlTrack.Stores;

/// <summary>A param for a run. A stored param never changes: the same value again is accepted, another is refused.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Key">The param's key.</param>
/// <param name="Value">The value.</param>
public sealed record ParamEntry(string RunId, string Key, string Value) : LogEntry(RunId, Key);
