using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Marks runs as deleted, which Restore-MlRun undoes. Their data and artifacts stay where they are.</summary>
[Cmdlet(VerbsCommon.Remove, "MlRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void), typeof(MlRun))]
public sealed class RemoveMlRunCommand : MlRunCmdlet
{
    /// <summary>The ids of the runs. The active run is never meant by default.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string?[]? RunId { get; set; }

    /// <summary>Emits each run as it stands after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArguments() => ForEachNamedRun(RunId);

    /// <inheritdoc/>
    private protected override void ForRun(RunTarget run)
    {
        if (ShouldProcess($"Run {MlText.Show(run.RunId)}", "Delete"))
        {
            run.Store.Client.DeleteRun(run.RunId, Token);
            WriteVerbose($"Run {run.RunId} is marked as deleted.");
            if (PassThru)
            {
                WriteRun(run);
            }
        }
    }
}
