using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Renames an active experiment. A taken name is an error, also when its owner is deleted.</summary>
[Cmdlet(VerbsCommon.Rename, "MlExperiment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void), typeof(MlExperiment))]
public sealed class RenameMlExperimentCommand : MlPipedCmdlet
{
    /// <summary>The experiment's exact name.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ExperimentNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The new name, 1 to 500 characters.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    public string? NewName { get; set; }

    /// <summary>The experiment's id, instead of its name.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ExperimentIds]
    [ArgumentCompleter(typeof(ExperimentIdCompleter))]
    public string? ExperimentId { get; set; }

    /// <summary>Emits the renamed experiment.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (!IsGiven(nameof(NewName)))
        {
            throw MlErrors.InvalidName("No new name is given. Give -NewName; behind a pipe it must be named, since the first argument is -Name.", null);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (IsGiven(nameof(Name)) == IsGiven(nameof(ExperimentId)))
        {
            throw MlErrors.InvalidName("Give either -Name or -ExperimentId for the experiment to be renamed, or pipe it.", null);
        }

        Rename(IsGiven(nameof(ExperimentId))
            ? new ExperimentTarget(CurrentStore, ExperimentId ?? "", null)
            : new ExperimentTarget(CurrentStore, null, Name ?? ""));
    }

    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        if (IsGiven(nameof(Name)) || IsGiven(nameof(ExperimentId)))
        {
            throw MlErrors.InvalidName("The experiment comes through the pipeline; give the new name as -NewName alone.", Name ?? ExperimentId);
        }

        Rename(ExperimentOf(piped, isWrite: true));
    });

    // The store would say it of an id that nobody gave.
    private string IdOfNamed(ExperimentTarget target) => target.Read(Token) is { LifecycleStage: MlLifecycleStage.Active } experiment
        ? experiment.ExperimentId
        : throw MlErrors.ExperimentDeleted(target.Given, MlErrorCode.InvalidState);

    private void Rename(ExperimentTarget target)
    {
        string newName = NewName ?? "";
        if (ShouldProcess(target.Given, $"Rename experiment to {MlText.Show(newName)}"))
        {
            string id = target.Id ?? IdOfNamed(target);
            target.Store.Client.RenameExperiment(id, newName, Token);
            WriteVerbose($"Experiment {MlText.Show(target.Given)} (id {id}) is now {MlText.Show(newName)}.");
            if (PassThru)
            {
                WriteObject(target.Store.Client.GetExperiment(id, Token));
            }
        }
    }
}
