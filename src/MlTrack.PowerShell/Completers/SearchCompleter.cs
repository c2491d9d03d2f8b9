using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MlTrack.Input;
using MlTrack.Search;
using MlTrack.Stores;

namespace MlTrack.Completers;

/// <summary>
/// Completes inside filters and orders: entities, attributes, known keys, comparators, AND, the words of the status. Asks the store one
/// short question where a key is written, swallows its errors and creates nothing.
/// </summary>
public abstract class SearchCompleter : IArgumentCompleter
{
    private const int Most = 100;

    private readonly SearchKind _kind;
    private readonly bool _isOrder;

    private protected SearchCompleter(SearchKind kind, bool isOrder)
    {
        _kind = kind;
        _isOrder = isOrder;
    }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string written = wordToComplete ?? "";
        ExpandableText? expandable = ExpandableText.Of(written, commandAst);
        string text = expandable?.Text ?? Completion.Backticks(Completion.Inside(written), commandAst);
        IReadOnlyList<SearchCandidate> candidates = _isOrder
            ? FilterCompletion.Order(_kind, text, Keys)
            : FilterCompletion.Filter(_kind, text, Keys);
        return candidates.Take(Most).Select(candidate => expandable is null
            ? Completion.Result(written, candidate.Text, candidate.Word)
            : expandable.Result(candidate));
    }

    private IReadOnlyList<string> Keys(SearchEntity entity) => (_kind, entity) switch
    {
        (SearchKind.Experiments, _) => Sorted((client, token) => KnownTags.OfExperiments(client, MlViewType.All, token)),
        (SearchKind.RegisteredModels, _) => Sorted(KnownTags.OfModels),
        (SearchKind.ModelVersions, _) => Sorted(KnownTags.OfVersions),
        (_, SearchEntity.Metric) => KeysOfRuns(RunColumns.Metrics, keys => keys.Metrics),
        (_, SearchEntity.Param) => KeysOfRuns(RunColumns.Params, keys => keys.Params),
        _ => KeysOfRuns(RunColumns.Tags, keys => keys.Tags),
    };

    private static IReadOnlyList<string> Sorted(Func<MlClient, CancellationToken, IEnumerable<string>> keys) =>
        [.. Completion.Ask(keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> KeysOfRuns(RunColumns part, Func<RunKeys, IReadOnlyList<string>> keys) =>
        Completion.Ask((client, token) => keys(client.Store.GetRunKeys(new RunSearch { Columns = part }, null, token)));
}
