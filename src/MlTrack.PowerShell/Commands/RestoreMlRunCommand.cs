using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Brings deleted runs back. A run that isn't deleted stays as it is.</summary>
[Cmdlet(VerbsData.Restore, "MlRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void), typeof(MlRun))]
public sealed class RestoreMlRunCommand : MlRunCmdlet
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
        if (ShouldProcess($"Run {MlText.Show(run.RunId)}", "Restore"))
        {
            run.Store.Client.RestoreRun(run.RunId, Token);
            WriteVerbose($"Run {run.RunId} is active again.");
            if (PassThru)
            {
                WriteRun(run);
            }
        }
    }
}
