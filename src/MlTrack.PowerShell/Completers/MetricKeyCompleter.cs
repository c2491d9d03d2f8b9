using MlTrack.Stores;

namespace MlTrack.Completers;

/// <summary>Completes the keys of the metrics that runs have.</summary>
public sealed class MetricKeyCompleter : RunKeyCompleter
{
    /// <summary>Creates the completer.</summary>
    public MetricKeyCompleter()
        : base(RunColumns.Metrics, keys => keys.Metrics)
    {
    }
}
