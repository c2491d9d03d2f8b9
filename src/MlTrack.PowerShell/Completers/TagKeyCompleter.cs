using MlTrack.Stores;

namespace MlTrack.Completers;

/// <summary>Completes the keys of the tags that runs have.</summary>
public sealed class TagKeyCompleter : RunKeyCompleter
{
    /// <summary>Creates the completer.</summary>
    public TagKeyCompleter()
        : base(RunColumns.Tags, keys => keys.Tags)
    {
    }
}
