using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Brings deleted runs back. A run that isn't deleted stays as it is.</summary>
[Cmdlet(VerbsData.Restore, "MlRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void), typeof(MlRun))]
public sealed class RestoreMlRunCommand : MlChangeRunCmdlet
{
    /// <inheritdoc/>
    private protected override string Action => "Restore";

    /// <inheritdoc/>
    private protected override string Outcome => "is active again";

    /// <inheritdoc/>
    private protected override void Change(MlClient client, string runId) => client.RestoreRun(runId, Token);
}
