using System.ComponentModel;
using System.Management.Automation;
using MlTrack.Input;
using MlTrack.Search;
using ValueReader = MlTrack.Input.ValueReader;

namespace MlTrack.Abstractions;

/// <summary>Base of the cmdlets that emit what MLflow's filter language finds among few things; Find-MlRun, among many, has more to do.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MlFindCmdlet : MlStoreCmdlet
{
    /// <summary>The most to emit, 1 or more; all by default.</summary>
    [Parameter]
    [AllowNull]
    public object? MaxResults { get; set; }

    private protected long? Count => IsGiven(nameof(MaxResults)) ? ValueReader.Count(nameof(MaxResults), MaxResults) : null;

    /// <summary>Emits what is found as it is read, and where that is nothing, warns of tags in the filter that may be mistyped.</summary>
    private protected void WriteFound<T>(
        IEnumerable<T> found, SearchKind kind, string thing, string? filter, Func<IEnumerable<string>> knownTags)
    {
        bool any = false;
        foreach (T item in found)
        {
            any = true;
            WriteObject(item);
        }

        foreach (string hint in any ? [] : TagHints.Of(kind, thing, filter, knownTags))
        {
            WriteWarning(hint);
        }
    }
}
