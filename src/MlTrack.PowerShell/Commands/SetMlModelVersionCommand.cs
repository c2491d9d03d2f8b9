using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Moves versions of registered models to a stage, or changes their description; what is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "MlModelVersion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void), typeof(MlModelVersion))]
public sealed class SetMlModelVersionCommand : MlVersionCmdlet
{
    private string _action = "";

    /// <summary>Takes the highest version of the model.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    /// <summary>The new stage.</summary>
    [Parameter]
    public MlModelStage Stage { get; set; }

    /// <summary>Moves the other versions in that stage to Archived; for Staging and Production alone.</summary>
    [Parameter]
    public SwitchParameter ArchiveExisting { get; set; }

    /// <summary>The new description, up to 5000 characters; '' empties it.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>Emits each version as it stands after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool IsLatestGiven => Latest;

    private protected override string Selectors => "-Version, -Alias or -Latest";

    /// <inheritdoc/>
    protected override void Begin()
    {
        List<string> changes = [];
        if (IsGiven(nameof(Stage)))
        {
            changes.Add($"stage {ModelStages.Word(Stage)}");
        }
        else if (ArchiveExisting)
        {
            throw MlErrors.InvalidValue("-ArchiveExisting is given without -Stage. Say which stage the version goes to.", null);
        }

        if (IsGiven(nameof(Description)))
        {
            MlValidator.ModelDescription(Description);
            changes.Add("description");
        }

        _action = changes.Count > 0
            ? "Set " + string.Join(", ", changes)
            : throw MlErrors.InvalidValue("Set-MlModelVersion was given nothing to change. Add -Stage or -Description.", null);
    }

    private protected override void ForVersion(VersionTarget version)
    {
        if (!ShouldProcess($"Model version {version.Text}", _action))
        {
            return;
        }

        MlClient client = version.Model.Store.Client;
        int number = version.Number(Token);
        if (IsGiven(nameof(Stage)))
        {
            client.SetModelVersionStage(version.Model.Name, number, Stage, ArchiveExisting, Token);
        }

        if (IsGiven(nameof(Description)))
        {
            client.UpdateModelVersion(version.Model.Name, number, Description ?? "", Token);
        }

        WriteVerbose($"{_action} of model version {version.Text}.");
        if (PassThru)
        {
            WriteObject(client.GetModelVersion(version.Model.Name, number, Token));
        }
    }
}
