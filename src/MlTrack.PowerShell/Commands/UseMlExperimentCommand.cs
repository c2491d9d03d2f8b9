using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>
/// Makes an experiment this runspace's default for the current store, and creates it if there is none of that name (MLflow's
/// set_experiment).
/// </summary>
[Cmdlet(VerbsOther.Use, "MlExperiment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MlExperiment))]
public sealed class UseMlExperimentCommand : MlStoreCmdlet
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
    public string? ExperimentId { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (IsGiven(nameof(Name)) == IsGiven(nameof(ExperimentId)))
        {
            throw MlErrors.InvalidValue("Give either -Name or -ExperimentId: one experiment becomes the default.", null);
        }

        StoreHandle store = CurrentStore;
        MlExperiment? experiment = IsGiven(nameof(ExperimentId)) ? Existing(store) : Named(store);
        if (experiment is not null)
        {
            RunspaceState.Current.SetDefaultExperiment(store.Key, experiment.ExperimentId);
            WriteVerbose($"New runs go to experiment {MlText.Show(experiment.Name)} (id {experiment.ExperimentId}).");
            WriteObject(experiment);
        }
    }

    private MlExperiment Existing(StoreHandle store)
    {
        MlExperiment experiment = store.Client.GetExperiment(ExperimentId ?? "", Token);
        return experiment.LifecycleStage == MlLifecycleStage.Deleted ? throw MlErrors.ExperimentDeleted(experiment.ExperimentId) : experiment;
    }

    private MlExperiment? Named(StoreHandle store)
    {
        string name = Name ?? "";

        // With -WhatIf not even an empty database may come into being by looking.
        bool isStoreMissing = IsWhatIf && store.Client.Store.Test(Token) is { Success: true, SchemaRevision: null };
        MlExperiment? found = isStoreMissing ? null : store.Client.GetExperimentByName(name, Token);
        return found is null && !ShouldProcess(name, "Create experiment") ? null : store.Client.GetOrCreateExperiment(name, Token);
    }
}
