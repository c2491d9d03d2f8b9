using MlTrack.Search;

namespace MlTrack.Completers;

/// <summary>Completes orders of runs.</summary>
public sealed class RunOrderCompleter : SearchCompleter
{
    /// <summary>Is called by the engine.</summary>
    public RunOrderCompleter()
        : base(SearchKind.Runs, isOrder: true)
    {
    }
}
