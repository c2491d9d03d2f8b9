using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Brings deleted experiments back with all their runs, also those that had been deleted before (as MLflow does).</summary>
[Cmdlet(VerbsData.Restore, "MlExperiment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void), typeof(MlExperiment))]
public sealed class RestoreMlExperimentCommand : MlChangeExperimentCmdlet
{
    private protected override string Action => "Restore experiment and its runs";

    private protected override MlException? Refusal(MlExperiment experiment) => experiment.LifecycleStage == MlLifecycleStage.Active
        ? MlErrors.ExperimentActive(experiment.Name)
        : null;

    private protected override void Change(StoreHandle target, string experimentId) =>
        target.Client.RestoreExperiment(experimentId, Token);
}
