using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>
/// Makes an experiment this runspace's default for the current store, and creates it if there is none of that name (MLflow's
/// set_experiment).
/// </summary>
[Cmdlet(VerbsOther.Use, "MlExperiment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MlExperiment))]
public sealed class UseMlExperimentCommand : MlPipedCmdlet
{
    /// <summary>The experiment's exact name; it is created if it is missing. A deleted one is an error.</summary>
    [Parameter(Position = 0)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ExperimentNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The id of an experiment that exists.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [ExperimentIds]
    [ArgumentCompleter(typeof(ExperimentIdCompleter))]
    public string? ExperimentId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        if (IsGiven(nameof(Name)) == IsGiven(nameof(ExperimentId)))
        {
            throw MlErrors.InvalidValue("Give either -Name or -ExperimentId: one experiment becomes the default.", null);
        }

        Choose(IsGiven(nameof(ExperimentId))
            ? new ExperimentTarget(CurrentStore, ExperimentId ?? "", null)
            : new ExperimentTarget(CurrentStore, null, Name ?? ""));
    }

    /// <inheritdoc/>
    private protected override void ProcessInput(PipedObject piped) => ForItem(piped.Source, () =>
    {
        if (IsGiven(nameof(Name)) || IsGiven(nameof(ExperimentId)))
        {
            throw MlErrors.InvalidValue(
                $"{piped.KindName} came through the pipeline, and the command names an experiment too. Name it one way.", piped.Source);
        }

        Choose(ExperimentOf(piped, isWrite: false));
    });

    private void Choose(ExperimentTarget target)
    {
        MlExperiment? experiment = target.Id is not null ? Existing(target) : Named(target.Store, target.Name!);
        if (experiment is not null)
        {
            RunspaceState.Current.SetDefaultExperiment(target.Store.Key, experiment.ExperimentId);
            WriteVerbose($"New runs go to experiment {MlText.Show(experiment.Name)} (id {experiment.ExperimentId}).");
            WriteObject(experiment);
        }
    }

    private MlExperiment Existing(ExperimentTarget target)
    {
        MlExperiment experiment = target.Read(Token);
        return experiment.LifecycleStage == MlLifecycleStage.Deleted ? throw MlErrors.ExperimentDeleted(experiment.ExperimentId) : experiment;
    }

    private MlExperiment? Named(StoreHandle store, string name)
    {
        // With -WhatIf not even an empty database may come into being by looking.
        bool isStoreMissing = IsWhatIf && store.Client.Store.Test(Token) is { Success: true, SchemaRevision: null };
        MlExperiment? found = isStoreMissing ? null : store.Client.GetExperimentByName(name, Token);
        return found is null && !ShouldProcess(name, "Create experiment") ? null : store.Client.GetOrCreateExperiment(name, Token);
    }
}
