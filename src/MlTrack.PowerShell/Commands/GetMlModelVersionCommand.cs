using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>
/// Gets versions of a registered model: one by number or alias, the highest of all or of a stage, or else all of them, ascending. With no
/// model named: the versions of all models.
/// </summary>
[Cmdlet(VerbsCommon.Get, "MlModelVersion")]
[OutputType(typeof(MlModelVersion))]
public sealed class GetMlModelVersionCommand : MlVersionCmdlet
{
    /// <summary>Gets the highest version in this stage.</summary>
    [Parameter]
    public MlModelStage Stage { get; set; }

    /// <summary>Gets the highest version of all.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    private protected override MlModelStage? GivenStage => IsGiven(nameof(Stage)) ? Stage : null;

    private protected override bool IsLatestGiven => Latest;

    private protected override string Selectors => "-Version, -Alias, -Stage or -Latest";

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (IsAnySelected)
        {
            base.ProcessArguments();
        }
        else if (IsGiven(nameof(Name)))
        {
            WriteAll(GivenModel(Name));
        }
        else
        {
            Write(CurrentStore.Client.FindModelVersions(new() { OrderBy = ["name", "version_number"] }, null, Token));
        }
    }

    private protected override void ProcessInput(PipedObject piped)
    {
        if (piped.Kind == PipedKind.ModelVersion || IsAnySelected)
        {
            base.ProcessInput(piped);
            return;
        }

        ForItem(piped.Source, () =>
        {
            RefuseGiven(piped, nameof(Name));
            WriteAll(ModelOf(piped, isWrite: false));
        });
    }

    private protected override void ForVersion(VersionTarget version) => WriteObject(version.Read(Token));

    private void WriteAll(ModelTarget model) => Write(model.Store.Client.GetModelVersions(model.Name, Token));

    private void Write(IEnumerable<MlModelVersion> versions)
    {
        foreach (MlModelVersion version in versions)
        {
            WriteObject(version);
        }
    }
}
