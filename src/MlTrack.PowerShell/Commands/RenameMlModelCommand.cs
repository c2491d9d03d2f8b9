using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Renames a registered model; its versions, tags and aliases move along. A taken name is an error.</summary>
[Cmdlet(VerbsCommon.Rename, "MlModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void), typeof(MlModel))]
public sealed class RenameMlModelCommand : MlModelCmdlet
{
    /// <summary>The model's exact name.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The new name, 1 to 256 characters without '/' and ':'.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    public string? NewName { get; set; }

    /// <summary>Emits the renamed model.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (!IsGiven(nameof(NewName)))
        {
            throw MlErrors.InvalidName("No new name is given. Give -NewName; behind a pipe it must be named, since the first argument is -Name.", null);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessArguments() => Rename(GivenModel(Name));

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        RefuseGiven(piped, nameof(Name));
        Rename(ModelOf(piped, isWrite: true));
    });

    private void Rename(ModelTarget model)
    {
        string newName = NewName ?? "";
        if (ShouldProcess(model.Name, $"Rename registered model to {MlText.Show(newName)}"))
        {
            model.Store.Client.RenameModel(model.Name, newName, Token);
            WriteVerbose($"Registered model {MlText.Show(model.Name)} is now {MlText.Show(newName)}.");
            if (PassThru)
            {
                WriteObject(model.Store.Client.GetModel(newName, Token));
            }
        }
    }
}
