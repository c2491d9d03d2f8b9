using MlTrack.Search;

namespace MlTrack.Completers;

/// <summary>Completes filters of registered models.</summary>
public sealed class ModelFilterCompleter : SearchCompleter
{
    /// <summary>Is called by the engine.</summary>
    public ModelFilterCompleter()
        : base(SearchKind.RegisteredModels, isOrder: false)
    {
    }
}
