using MlTrack.Stores;

namespace MlTrack.Session;

/// <summary>What a tag belongs to: a run or an experiment.</summary>
/// <param name="Store">The store.</param>
/// <param name="RunId">The run, or null.</param>
/// <param name="ExperimentId">The experiment, where no run is meant.</param>
internal readonly record struct TagTarget(StoreHandle Store, string? RunId, string? ExperimentId)
{
    /// <summary>What it is called in messages.</summary>
    public string Text => RunId is not null ? $"run {RunId}" : $"experiment {ExperimentId}";

    /// <summary>A run.</summary>
    public static TagTarget Of(RunTarget run) => new(run.Store, run.RunId, null);

    /// <summary>An experiment, which is looked up where only its name is known.</summary>
    public static TagTarget Of(ExperimentTarget experiment, CancellationToken cancellationToken) =>
        new(experiment.Store, null, experiment.Id ?? experiment.Read(cancellationToken).ExperimentId);

    /// <summary>Removes a tag; a missing one is RESOURCE_DOES_NOT_EXIST.</summary>
    public void Remove(string key, CancellationToken cancellationToken)
    {
        MlClient client = Store.Client;
        if (RunId is not null)
        {
            client.DeleteRunTag(RunId, key, cancellationToken);
        }
        else
        {
            client.DeleteExperimentTag(ExperimentId!, key, cancellationToken);
        }
    }

    /// <summary>Checks that the command line names one target at most, and no registered model, whose tags come later.</summary>
    public static void CheckGiven(params ReadOnlySpan<(string Parameter, bool IsGiven)> targets)
    {
        string? first = null;
        foreach ((string parameter, bool isGiven) in targets)
        {
            if (isGiven && first is not null)
            {
                throw Ambiguous("-" + first, "-" + parameter);
            }

            if (isGiven && parameter == "ModelName")
            {
                throw new MlException(
                    MlErrorCode.NotImplemented, MlEntity.None,
                    "Tags of registered models are not supported yet. Tag the run that the model came from.");
            }

            first = isGiven ? parameter : first;
        }
    }

    /// <summary>The error for two targets at once.</summary>
    public static MlException Ambiguous(string first, string second) => MlErrors.InvalidValue(
        $"{first} and {second} name two targets. Name the run or experiment by one of them.", null);
}
