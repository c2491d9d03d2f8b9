using MlTrack.Stores;

namespace MlTrack.Session;

/// <summary>An open run on a runspace's stack, with the store that it lives in.</summary>
/// <param name="Store">The store.</param>
/// <param name="RunId">The run.</param>
/// <param name="ExperimentId">The run's experiment.</param>
internal sealed record ActiveRun(StoreHandle Store, string RunId, string ExperimentId)
{
    /// <summary>Logs the machine's load while the run is open; null where nobody asked for it.</summary>
    public SystemMetricsLogger? SystemMetrics { get; init; }
}
