namespace MlTrack.Stores;

/// <summary>A metric point for a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Key">The metric's key.</param>
/// <param name="Value">The value; NaN and infinities are allowed.</param>
/// <param name="Timestamp">Milliseconds since the epoch, 0 or later.</param>
/// <param name="Step">Any signed 64-bit number.</param>
public sealed record MetricEntry(string RunId, string Key, double Value, long Timestamp, long Step) : LogEntry(RunId, Key);
