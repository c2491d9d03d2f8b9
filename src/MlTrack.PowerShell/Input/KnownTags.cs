using MlTrack.Stores;

namespace MlTrack.Input;

/// <summary>The keys of the tags that there are, as a page of each kind shows them: for completion and for hints.</summary>
internal static class KnownTags
{
    /// <summary>The keys of experiments' tags.</summary>
    /// <param name="client">The store.</param>
    /// <param name="viewType">Which experiments count.</param>
    /// <param name="token">Cancels the question.</param>
    /// <returns>The keys, with repetitions.</returns>
    public static IEnumerable<string> OfExperiments(MlClient client, MlViewType viewType, CancellationToken token) => client
        .SearchExperiments(new ExperimentSearch { ViewType = viewType }, MlLimits.PageSize, null, token)
        .Items.SelectMany(experiment => experiment.Tags.Keys);

    /// <summary>The keys of registered models' tags.</summary>
    /// <param name="client">The store.</param>
    /// <param name="token">Cancels the question.</param>
    /// <returns>The keys, with repetitions.</returns>
    public static IEnumerable<string> OfModels(MlClient client, CancellationToken token) => client
        .SearchModels(new ModelSearch(), MlLimits.ModelPageSize, null, token).Items.SelectMany(model => model.Tags.Keys);

    /// <summary>The keys of model versions' tags.</summary>
    /// <param name="client">The store.</param>
    /// <param name="token">Cancels the question.</param>
    /// <returns>The keys, with repetitions.</returns>
    public static IEnumerable<string> OfVersions(MlClient client, CancellationToken token) => client
        .SearchModelVersions(new ModelSearch(), cancellationToken: token).Items.SelectMany(version => version.Tags.Keys);
}
