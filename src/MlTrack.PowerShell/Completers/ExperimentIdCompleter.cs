using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MlTrack.Stores;

namespace MlTrack.Completers;

/// <summary>
/// Completes the ids of experiments by what an id or a name begins with, newest first: active ones, for Restore-MlExperiment deleted
/// ones. Asks the store one short question, swallows its errors and creates nothing.
/// </summary>
public sealed class ExperimentIdCompleter : IArgumentCompleter
{
    private const int Most = 100;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string start = (wordToComplete ?? "").Trim('\'', '"');
        ExperimentSearch search = new() { ViewType = Completion.ViewType(commandName) };
        return Completion
            .Ask((client, token) => client.FindExperiments(search, null, token).Where(experiment =>
                experiment.ExperimentId.StartsWith(start, StringComparison.Ordinal)
                || experiment.Name.StartsWith(start, StringComparison.OrdinalIgnoreCase)).Take(Most))
            .Select(experiment => Completion.Result(experiment.ExperimentId, experiment.Name));
    }
}
