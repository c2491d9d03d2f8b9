using MlTrack.Search;

namespace MlTrack.Completers;

/// <summary>Completes filters of experiments.</summary>
public sealed class ExperimentFilterCompleter : SearchCompleter
{
    /// <summary>Is called by the engine.</summary>
    public ExperimentFilterCompleter()
        : base(SearchKind.Experiments, isOrder: false)
    {
    }
}
