using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Marks runs as deleted, which Restore-MlRun undoes. Their data and artifacts stay where they are.</summary>
[Cmdlet(VerbsCommon.Remove, "MlRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void), typeof(MlRun))]
public sealed class RemoveMlRunCommand : MlChangeRunCmdlet
{
    /// <inheritdoc/>
    private protected override string Action => "Delete";

    /// <inheritdoc/>
    private protected override string Outcome => "is marked as deleted";

    /// <inheritdoc/>
    private protected override void Change(MlClient client, string runId) => client.DeleteRun(runId, Token);
}
