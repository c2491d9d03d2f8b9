using MlTrack.Search;

namespace MlTrack.Completers;

/// <summary>Completes orders of registered models.</summary>
public sealed class ModelOrderCompleter : SearchCompleter
{
    /// <summary>Is called by the engine.</summary>
    public ModelOrderCompleter()
        : base(SearchKind.RegisteredModels, isOrder: true)
    {
    }
}
