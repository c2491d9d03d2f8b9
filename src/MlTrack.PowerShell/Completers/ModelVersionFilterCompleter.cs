using MlTrack.Search;

namespace MlTrack.Completers;

/// <summary>Completes filters of model versions.</summary>
public sealed class ModelVersionFilterCompleter : SearchCompleter
{
    /// <summary>Is called by the engine.</summary>
    public ModelVersionFilterCompleter()
        : base(SearchKind.ModelVersions, isOrder: false)
    {
    }
}
