using MlTrack.Stores;

namespace MlTrack.Completers;

/// <summary>Completes the keys of the params that runs have.</summary>
public sealed class ParamKeyCompleter : RunKeyCompleter
{
    /// <summary>Creates the completer.</summary>
    public ParamKeyCompleter()
        : base(RunColumns.Params, keys => keys.Params)
    {
    }
}
