using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using MlTrack.Input;
using MlTrack.Stores;

namespace MlTrack.Completers;

/// <summary>Completes the names of registered models. Asks the store one short question, swallows its errors and creates nothing.</summary>
public sealed class ModelNameCompleter : IArgumentCompleter
{
    private const int Most = 100;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        NamePattern pattern = new((wordToComplete ?? "").Trim('\'', '"') + "*");
        return Completion
            .Ask((client, token) => client.FindModels(new ModelSearch(), null, token).Where(model => pattern.IsMatch(model.Name)).Take(Most))
            .Select(model => Completion.Result(model.Name, model.Description ?? $"Registered model {model.Name}"));
    }
}
