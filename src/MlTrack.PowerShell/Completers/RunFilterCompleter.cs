using MlTrack.Search;

namespace MlTrack.Completers;

/// <summary>Completes filters of runs.</summary>
public sealed class RunFilterCompleter : SearchCompleter
{
    /// <summary>Is called by the engine.</summary>
    public RunFilterCompleter()
        : base(SearchKind.Runs, isOrder: false)
    {
    }
}
