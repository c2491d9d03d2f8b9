using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MlTrack.Output;
using MlTrack.Stores;

namespace MlTrack.Completers;

/// <summary>
/// Completes columns of runs: attributes, and the keys of metrics, params and tags behind their prefix. Asks the store one short question
/// where a key is written, swallows its errors and creates nothing.
/// </summary>
public sealed class RunPropertyCompleter : IArgumentCompleter
{
    private const int Most = 100;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string written = wordToComplete ?? "";
        string begun = Completion.Inside(written);
        return Names(begun).Where(name => name.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).Take(Most)
            .Select(name => Completion.Result(written, name, name));
    }

    private static IEnumerable<string> Names(string begun)
    {
        (RunColumns part, string? prefix) = TableColumn.Prefixes.FirstOrDefault(
            one => begun.StartsWith(one.Value, StringComparison.OrdinalIgnoreCase));
        if (prefix is null)
        {
            return [.. TableColumn.Attributes, .. TableColumn.Prefixes.Select(one => one.Value)];
        }

        IEnumerable<TableColumn> columns = Completion.Ask(
            (client, token) => TableColumn.All(client.Store.GetRunKeys(new RunSearch { Columns = part }, null, token)));
        return columns.Where(column => column.Part == part).Select(column => column.Name).Append(prefix + "*");
    }
}
