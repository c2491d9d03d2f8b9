using MlTrack.Search;

namespace MlTrack.Completers;

/// <summary>Completes orders of experiments.</summary>
public sealed class ExperimentOrderCompleter : SearchCompleter
{
    /// <summary>Is called by the engine.</summary>
    public ExperimentOrderCompleter()
        : base(SearchKind.Experiments, isOrder: true)
    {
    }
}
