using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Removes registered models with all their versions, for good. The runs and the files that they were made of stay.</summary>
[Cmdlet(VerbsCommon.Remove, "MlModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveMlModelCommand : MlModelCmdlet
{
    /// <summary>The exact name.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? Name { get; set; }

    /// <summary>Asks nothing.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArguments() => Remove(GivenModel(Name));

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        RefuseGiven(piped, nameof(Name));
        Remove(ModelOf(piped, isWrite: true));
    });

    private void Remove(ModelTarget model)
    {
        MlValidator.ModelName(model.Name);
        if (ShouldProcess($"Model {MlText.Show(model.Name)}", "Remove registered model with all its versions", Force))
        {
            model.Store.Client.DeleteModel(model.Name, Token);
            WriteVerbose($"Removed registered model {MlText.Show(model.Name)}.");
        }
    }
}
