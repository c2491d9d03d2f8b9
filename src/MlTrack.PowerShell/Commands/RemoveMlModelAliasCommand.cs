using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Removes an alias of a registered model; the version that it points to stays. A missing alias is no error, as in MLflow.</summary>
[Cmdlet(VerbsCommon.Remove, "MlModelAlias", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RemoveMlModelAliasCommand : MlModelCmdlet
{
    /// <summary>The exact name of the model. Behind a pipe of models the first argument is the alias.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The alias.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelAliasCompleter))]
    public string? Alias { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArguments() => Remove(GivenModel(Name), Alias);

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        if (IsGiven(nameof(Alias)))
        {
            RefuseGiven(piped, nameof(Name));
        }

        Remove(ModelOf(piped, isWrite: true), IsGiven(nameof(Alias)) ? Alias : Name);
    });

    private void Remove(ModelTarget model, string? alias)
    {
        MlValidator.Alias(alias);
        if (ShouldProcess($"Model {MlText.Show(model.Name)}", $"Remove alias {MlText.Show(alias)}"))
        {
            model.Store.Client.DeleteModelAlias(model.Name, alias, Token);
            WriteVerbose($"Model {MlText.Show(model.Name)} has no alias {MlText.Show(alias)} any more.");
        }
    }
}
