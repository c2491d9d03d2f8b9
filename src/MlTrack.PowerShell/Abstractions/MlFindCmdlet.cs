using System.ComponentModel;
using System.Management.Automation;
using MlTrack.Input;
using MlTrack.Search;
using ValueReader = MlTrack.Input.ValueReader;

namespace MlTrack.Abstractions;

/// <summary>A cmdlet that searches something whose only free keys are tags.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MlFindCmdlet : MlStoreCmdlet
{
    /// <summary>The most to emit, 1 or more; all by default.</summary>
    [Parameter]
    [AllowNull]
    public object? MaxResults { get; set; }

    /// <summary>Emits what is found; where nothing is, it warns of tags that may be mistyped, as MLflow takes them for such that nothing has.</summary>
    /// <typeparam name="T">What is searched.</typeparam>
    /// <param name="kind">The same for the filter.</param>
    /// <param name="thing">The same for messages: <c>experiment</c>.</param>
    /// <param name="filter">The filter; null or empty for none.</param>
    /// <param name="find">Searches; takes the most to find, null for all.</param>
    /// <param name="tags">Tells the keys of tags that there are; asked only if the filter names a tag.</param>
    private protected void Find<T>(SearchKind kind, string thing, string? filter, Func<long?, IEnumerable<T>> find, Func<IEnumerable<string>> tags)
    {
        long? count = IsGiven(nameof(MaxResults)) ? ValueReader.Count(nameof(MaxResults), MaxResults) : null;
        SearchFilter understood = Understand(kind, filter);
        bool found = false;
        foreach (T one in find(count))
        {
            found = true;
            WriteObject(one);
        }

        foreach (string hint in found ? [] : TagHints.Of(understood, thing, tags))
        {
            WriteWarning(hint);
        }
    }

    private SearchFilter Understand(SearchKind kind, string? filter)
    {
        try
        {
            SearchFilter understood = SearchParser.ParseFilter(kind, filter);
            if (!understood.IsEmpty)
            {
                WriteVerbose($"The filter was understood as: {understood}");
            }

            return understood;
        }
        catch (MlFilterException) when (CurrentStore.Client.Store.Backend == MlBackend.REST)
        {
            // A later server may know more of the language, and what it refuses is explained then.
            return new SearchFilter(kind, []);
        }
    }
}
