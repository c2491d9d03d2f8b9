using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MlTrack.Completers;

/// <summary>Completes the versions of the registered model that -Name names, highest first. Asks one short question and creates nothing.</summary>
public sealed class ModelVersionCompleter : IArgumentCompleter
{
    private const int Most = 100;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string start = wordToComplete ?? "";
        return Completion.ModelOf(fakeBoundParameters) is not { } name ? [] : Completion
            .Ask((client, token) => client.GetModelVersions(name, token))
            .Reverse()
            .Select(version => (Text: version.Version.ToString(CultureInfo.InvariantCulture), version.Stage, version.Aliases))
            .Where(version => version.Text.StartsWith(start, StringComparison.Ordinal))
            .Take(Most)
            .Select(version => Completion.Result(version.Text, string.Join(", ", [version.Stage.ToString(), .. version.Aliases])));
    }
}
