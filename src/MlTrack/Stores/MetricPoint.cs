namespace MlTrack.Stores;

/// <summary>One measured value, without the run it belongs to.</summary>
/// <param name="Key">The metric's key.</param>
/// <param name="Value">The value; NaN and infinities are allowed.</param>
/// <param name="Timestamp">Milliseconds since the epoch, 0 or later.</param>
/// <param name="Step">Any signed 64-bit number.</param>
public readonly record struct MetricPoint(string Key, double Value, long Timestamp, long Step);
