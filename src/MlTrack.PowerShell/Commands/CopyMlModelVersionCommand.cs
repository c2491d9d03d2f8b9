using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>
/// Copies versions to another registered model, which is made if it is missing: the new version has the same files, run, tags and
/// description, and neither stage nor aliases.
/// </summary>
[Cmdlet(VerbsCommon.Copy, "MlModelVersion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MlModelVersion))]
public sealed class CopyMlModelVersionCommand : MlVersionCmdlet
{
    /// <summary>The registered model to add the version to.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? DestinationName { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (!IsGiven(nameof(DestinationName)))
        {
            throw MlErrors.InvalidName("No destination is named. Give the registered model to copy to with -DestinationName.", null);
        }

        MlValidator.ModelName(DestinationName);
    }

    private protected override void ForVersion(VersionTarget version)
    {
        if (ShouldProcess($"Model version {version.Text}", $"Copy to registered model {MlText.Show(DestinationName)}"))
        {
            MlModelVersion copy = version.Model.Store.Client.CopyModelVersion(version.Read(Token), DestinationName!, Token);
            WriteVerbose($"Model version {version.Text} was copied to {copy}.");
            WriteObject(copy);
        }
    }
}
