using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MlTrack.Stores;

namespace MlTrack.Completers;

/// <summary>Completes keys that runs have. Asks the store one short question, swallows its errors and creates nothing.</summary>
public abstract class RunKeyCompleter : IArgumentCompleter
{
    private const int Most = 100;

    private readonly RunColumns _part;
    private readonly Func<RunKeys, IReadOnlyList<string>> _keys;

    private protected RunKeyCompleter(RunColumns part, Func<RunKeys, IReadOnlyList<string>> keys)
    {
        _part = part;
        _keys = keys;
    }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string written = wordToComplete ?? "";
        string begun = Completion.Inside(written);
        return Completion.Ask((client, token) => _keys(client.Store.GetRunKeys(new RunSearch { Columns = _part }, null, token)))
            .Where(key => key.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).Take(Most)
            .Select(key => Completion.Result(written, key, key));
    }
}
