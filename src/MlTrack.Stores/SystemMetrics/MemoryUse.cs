namespace MlTrack.Stores.SystemMetrics;

/// <summary>How much memory is in use and can't be given to others at once.</summary>
/// <param name="Used">Bytes in use.</param>
/// <param name="Total">Bytes that there are.</param>
internal readonly record struct MemoryUse(double Used, double Total);
