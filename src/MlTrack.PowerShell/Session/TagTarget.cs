using System.Globalization;
using MlTrack.Stores;

namespace MlTrack.Session;

/// <summary>What a tag belongs to: a run, an experiment, a registered model, or one of its versions.</summary>
/// <param name="Store">The store.</param>
/// <param name="RunId">The run, or null.</param>
/// <param name="ExperimentId">The experiment, or null.</param>
/// <param name="ModelName">The registered model, or null.</param>
/// <param name="Version">The version, where one of a model is meant.</param>
internal readonly record struct TagTarget(
    StoreHandle Store, string? RunId, string? ExperimentId, string? ModelName = null, int? Version = null)
{
    /// <summary>What it is called in messages.</summary>
    public string Text => RunId is not null ? $"run {RunId}"
        : ExperimentId is not null ? $"experiment {ExperimentId}"
        : Version is null ? $"model {MlText.Show(ModelName)}"
        : string.Create(CultureInfo.InvariantCulture, $"model version {ModelName}/{Version}");

    /// <summary>A run.</summary>
    public static TagTarget Of(RunTarget run) => new(run.Store, run.RunId, null);

    /// <summary>An experiment, which is looked up where only its name is known.</summary>
    public static TagTarget Of(ExperimentTarget experiment, CancellationToken cancellationToken) =>
        new(experiment.Store, null, experiment.Id ?? experiment.Read(cancellationToken).ExperimentId);

    /// <summary>A registered model, or one of its versions.</summary>
    public static TagTarget Of(ModelTarget model, int? version) => new(model.Store, null, null, model.Name, version);

    /// <summary>Sets tags, all or none.</summary>
    public void Set(IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken)
    {
        MlClient client = Store.Client;
        if (RunId is not null)
        {
            client.LogBatch(new RunBatch(RunId) { Tags = tags }, cancellationToken: cancellationToken);
        }
        else if (ExperimentId is not null)
        {
            client.SetExperimentTags(ExperimentId, tags, cancellationToken);
        }
        else if (Version is { } version)
        {
            client.SetModelVersionTags(ModelName!, version, tags, cancellationToken);
        }
        else
        {
            client.SetModelTags(ModelName!, tags, cancellationToken);
        }
    }

    /// <summary>
    /// Removes a tag. A missing one is RESOURCE_DOES_NOT_EXIST on a run or experiment, and no error on a model or version, as in MLflow.
    /// </summary>
    public void Remove(string key, CancellationToken cancellationToken)
    {
        MlClient client = Store.Client;
        if (RunId is not null)
        {
            client.DeleteRunTag(RunId, key, cancellationToken);
        }
        else if (ExperimentId is not null)
        {
            client.DeleteExperimentTag(ExperimentId, key, cancellationToken);
        }
        else if (Version is { } version)
        {
            client.DeleteModelVersionTag(ModelName!, version, key, cancellationToken);
        }
        else
        {
            client.DeleteModelTag(ModelName!, key, cancellationToken);
        }
    }

    /// <summary>Checks that the command line names one target at most, and no version without its model.</summary>
    public static void CheckGiven(bool isVersionGiven, params ReadOnlySpan<(string Parameter, bool IsGiven)> targets)
    {
        string? first = null;
        foreach ((string parameter, bool isGiven) in targets)
        {
            if (isGiven && first is not null)
            {
                throw Ambiguous("-" + first, "-" + parameter);
            }

            first = isGiven ? parameter : first;
        }

        if (isVersionGiven && first != "ModelName")
        {
            throw MlErrors.InvalidValue("-Version is given without -ModelName. Name the registered model that it is a version of.", null);
        }
    }

    /// <summary>The error for two targets at once.</summary>
    public static MlException Ambiguous(string first, string second) => MlErrors.InvalidValue(
        $"{first} and {second} name two targets. Name the run, experiment or model by one of them.", null);
}
