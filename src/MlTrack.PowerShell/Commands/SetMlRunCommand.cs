using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>Changes the name, status or description of runs; what is not given stays as it is. Without a run named, the active run changes.</summary>
[Cmdlet(VerbsCommon.Set, "MlRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void), typeof(MlRun))]
public sealed class SetMlRunCommand : MlRunCmdlet
{
    private RunUpdate _update = new();
    private string _action = "";

    /// <summary>The id of the run. Without it, and without a pipe, the active run is meant.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    public string? RunId { get; set; }

    /// <summary>The new name. Names need not be unique.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Name { get; set; }

    /// <summary>The new status. The end time stays as it is: Stop-MlRun sets both.</summary>
    [Parameter]
    public MlRunStatus Status { get; set; }

    /// <summary>The new description (tag mlflow.note.content); '' empties it.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>Emits each run as it stands after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        List<string> changes = [];
        if (IsGiven(nameof(Name)))
        {
            if (string.IsNullOrEmpty(Name))
            {
                throw MlErrors.InvalidName("-Name is empty. Give the run's new name, or leave -Name out to keep the old one.", Name);
            }

            _update = _update with { Name = Name };
            changes.Add($"name {MlText.Show(Name)}");
        }

        if (IsGiven(nameof(Status)))
        {
            _update = _update with { Status = Status };
            changes.Add($"status {MlRunStatuses.Word(Status)}");
        }

        if (IsGiven(nameof(Description)))
        {
            _update = _update with { Description = Description ?? "" };
            changes.Add("description");
        }

        _action = changes.Count > 0
            ? "Set " + string.Join(", ", changes)
            : throw MlErrors.InvalidValue("Set-MlRun was given nothing to change. Add -Name, -Status or -Description.", null);
    }

    /// <inheritdoc/>
    protected override void ProcessArguments() => ForOneRun(RunId);

    /// <inheritdoc/>
    private protected override void ForRun(RunTarget run)
    {
        if (ShouldProcess($"Run {MlText.Show(run.RunId)}", _action))
        {
            run.Store.Client.UpdateRun(run.RunId, _update, WriteWarning, Token);
            WriteVerbose($"{_action} of run {run.RunId}.");
            if (PassThru)
            {
                WriteRun(run);
            }
        }
    }
}
