using System.Collections;
using System.Management.Automation;

namespace MlTrack.Input;

/// <summary>
/// Takes experiments for their ids where ids are asked for. As texts the engine would give their names, and a name can be another
/// experiment's id.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExperimentIdsAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => PipedReader.Unwrap(inputData) switch
    {
        MlExperiment experiment => experiment.ExperimentId,
        IList list when list.Cast<object?>().Any(item => PipedReader.Unwrap(item) is MlExperiment) =>
            list.Cast<object?>().Select(item => PipedReader.Unwrap(item) is MlExperiment experiment ? experiment.ExperimentId : item).ToArray(),
        _ => inputData,
    };
}
