namespace MlTrack.Stores.SystemMetrics;

/// <summary>How much of what the processors could do they have done, since a moment that doesn't change.</summary>
/// <param name="Busy">Done, in any unit.</param>
/// <param name="Capacity">What could be done, in the same unit.</param>
internal readonly record struct ProcessorTimes(double Busy, double Capacity);
