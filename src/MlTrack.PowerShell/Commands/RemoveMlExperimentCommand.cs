using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Marks experiments and all their runs as deleted. Nothing is lost: Restore-MlExperiment brings them back.</summary>
[Cmdlet(VerbsCommon.Remove, "MlExperiment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void), typeof(MlExperiment))]
public sealed class RemoveMlExperimentCommand : MlChangeExperimentCmdlet
{
    private protected override string Action => "Remove experiment and its runs";

    private protected override MlException? Refusal(MlExperiment experiment) => experiment.LifecycleStage == MlLifecycleStage.Deleted
        ? MlErrors.ExperimentDeleted(experiment.Name, MlErrorCode.ResourceDoesNotExist)
        : null;

    private protected override void Change(StoreHandle target, string experimentId) =>
        target.Client.DeleteExperiment(experimentId, Token);
}
