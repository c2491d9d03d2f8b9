using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Removes versions of registered models with their aliases, for good. Numbers are never given again; runs and files stay.</summary>
[Cmdlet(VerbsCommon.Remove, "MlModelVersion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveMlModelVersionCommand : MlVersionCmdlet
{
    /// <summary>Asks nothing.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void ForVersion(VersionTarget version)
    {
        if (ShouldProcess($"Model version {version.Text}", "Remove", Force))
        {
            version.Model.Store.Client.DeleteModelVersion(version.Model.Name, version.Number(Token), Token);
            WriteVerbose($"Removed model version {version.Text}.");
        }
    }
}
