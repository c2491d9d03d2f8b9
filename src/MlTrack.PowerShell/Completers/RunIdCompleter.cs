using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MlTrack.Stores;

namespace MlTrack.Completers;

/// <summary>Completes the ids of the newest runs, also from the start of a run's name. Asks one short question and creates nothing.</summary>
public sealed class RunIdCompleter : IArgumentCompleter
{
    private const int Most = 100;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string start = (wordToComplete ?? "").Trim('\'', '"');
        RunSearch search = new() { Columns = RunColumns.Attributes, ViewType = Completion.ViewType(commandName) };
        return Completion
            .Ask((client, token) => client.FindRuns(search, Most, token).Where(run =>
                run.RunId.StartsWith(start, StringComparison.Ordinal) || run.Name.StartsWith(start, StringComparison.OrdinalIgnoreCase)))
            .Select(run => Completion.Result(run.RunId, $"{run.Name} ({run.Status})"));
    }
}
