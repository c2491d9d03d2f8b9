using MlTrack.Search;

namespace MlTrack.Completers;

/// <summary>Completes orders of model versions.</summary>
public sealed class ModelVersionOrderCompleter : SearchCompleter
{
    /// <summary>Is called by the engine.</summary>
    public ModelVersionOrderCompleter()
        : base(SearchKind.ModelVersions, isOrder: true)
    {
    }
}
