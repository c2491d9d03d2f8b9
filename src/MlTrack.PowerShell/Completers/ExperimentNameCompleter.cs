using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MlTrack.Input;
using MlTrack.Stores;

namespace MlTrack.Completers;

/// <summary>Completes the names of experiments: active ones, for Restore-MlExperiment deleted ones. Asks the store one short question, swallows its errors and creates nothing.</summary>
public sealed class ExperimentNameCompleter : IArgumentCompleter
{
    private const int Most = 100;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        NamePattern pattern = new((wordToComplete ?? "").Trim('\'', '"') + "*");
        ExperimentSearch search = new() { OrderBy = ["name"], ViewType = Completion.ViewType(commandName) };
        return Completion
            .Ask((client, token) => client.FindExperiments(search, null, token).Where(e => pattern.IsMatch(e.Name)).Take(Most))
            .Select(experiment => Completion.Result(experiment.Name, $"Experiment {experiment.ExperimentId}"));
    }
}
