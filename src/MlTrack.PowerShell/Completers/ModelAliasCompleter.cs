using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MlTrack.Completers;

/// <summary>Completes the aliases of the registered model that -Name names. Asks the store one short question and creates nothing.</summary>
public sealed class ModelAliasCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string start = (wordToComplete ?? "").Trim('\'', '"');
        return Completion.ModelOf(fakeBoundParameters) is not { } name ? [] : Completion
            .Ask((client, token) => client.FindModel(name, token)?.Aliases ?? Enumerable.Empty<KeyValuePair<string, int>>())
            .Where(alias => alias.Key.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .OrderBy(alias => alias.Key, StringComparer.Ordinal)
            .Select(alias => Completion.Result(alias.Key, $"{name}/{alias.Value}"));
    }
}
