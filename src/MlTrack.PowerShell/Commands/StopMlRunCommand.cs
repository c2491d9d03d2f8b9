using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Ends runs: sets their status and end time, and closes them in this runspace. Without a run named, the active run ends.</summary>
[Cmdlet(VerbsLifecycle.Stop, "MlRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void), typeof(MlRun))]
public sealed class StopMlRunCommand : MlRunCmdlet
{
    private long? _endTime;

    /// <summary>The id of the run. Without it, and without a pipe, the active run is meant.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string? RunId { get; set; }

    /// <summary>The status to end with; Finished by default. A run that has ended already gets the new status and end time.</summary>
    [Parameter]
    public MlRunStatus Status { get; set; } = MlRunStatus.Finished;

    /// <summary>When the run ended: a date (without a zone it is UTC), or milliseconds since 1970-01-01 UTC; now by default.</summary>
    [Parameter]
    [AllowNull]
    public object? EndTime { get; set; }

    /// <summary>Emits each run as it stands after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (IsGiven(nameof(EndTime)))
        {
            _endTime = ValueReader.Milliseconds("-EndTime", EndTime);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessArguments() => ForOneRun(RunId);

    /// <inheritdoc/>
    private protected override void ForRun(RunTarget run)
    {
        string word = MlRunStatuses.Word(Status);
        if (!ShouldProcess($"Run {MlText.Show(run.RunId)}", $"End as {word}"))
        {
            return;
        }

        if (RunspaceState.StopSystemMetrics(run.Store.Key, run.RunId) is { } problem)
        {
            WriteWarning(problem);
        }

        try
        {
            run.Store.Client.EndRun(run.RunId, Status, _endTime, Token);
        }
        catch (MlException exception) when (exception.Entity == MlEntity.Run)
        {
            // A run that is gone or deleted can't be ended any more; were it left open here, no other could be started.
            Close(run);
            throw;
        }

        Close(run);
        WriteVerbose($"Run {run.RunId} ended as {word}.");
        if (PassThru)
        {
            WriteRun(run);
        }
    }

    private static void Close(RunTarget run) => RunspaceState.Current.Remove(run.Store.Key, run.RunId);
}
