using MlTrack.Search;

namespace MlTrack.Stores;

public sealed partial class MlClient
{
    /// <summary>Creates an experiment.</summary>
    /// <param name="experiment">The experiment; a relative artifact location is taken from the process's current folder.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The experiment as stored.</returns>
    public MlExperiment CreateExperiment(NewExperiment experiment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        StoreInfo info = Store.Open(cancellationToken);
        MlValidator.ExperimentName(experiment.Name, info);
        MlValidator.ArtifactLocation(experiment.ArtifactLocation);
        return Store.CreateExperiment(
            experiment with
            {
                Tags = CheckExperimentTags(experiment.Tags, info),
                CreationTime = experiment.CreationTime > 0 ? experiment.CreationTime : MlTime.NowMilliseconds(),
            },
            cancellationToken);
    }

    /// <summary>Gets the experiment of a name, or creates it if there is none (MLflow's set_experiment). A deleted one is an error.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The experiment.</returns>
    public MlExperiment GetOrCreateExperiment(string name, CancellationToken cancellationToken = default) =>
        GetOrCreateExperiment(new NewExperiment(name), cancellationToken);

    /// <summary>Gets the experiment of a name, or creates it if there is none. A deleted one is an error.</summary>
    /// <param name="experiment">What to create if there is none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The experiment.</returns>
    public MlExperiment GetOrCreateExperiment(NewExperiment experiment, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        MlExperiment? found = GetExperimentByName(experiment.Name, cancellationToken);
        if (found is null)
        {
            try
            {
                return CreateExperiment(experiment, cancellationToken);
            }
            catch (MlException exists) when (exists.ErrorCode == MlErrorCode.ResourceAlreadyExists)
            {
                // Somebody else created it between the look and the attempt: theirs is the one that was asked for.
                found = GetExperimentByName(experiment.Name, cancellationToken);
                if (found is null)
                {
                    throw;
                }
            }
        }

        return found.LifecycleStage == MlLifecycleStage.Deleted ? throw MlErrors.ExperimentDeleted(experiment.Name) : found;
    }

    /// <summary>Reads an experiment, also a deleted one. A missing one is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The experiment.</returns>
    public MlExperiment GetExperiment(string experimentId, CancellationToken cancellationToken = default)
    {
        MlValidator.ExperimentId(experimentId);
        return Store.GetExperiment(experimentId, cancellationToken) ?? throw MlErrors.ExperimentNotFound(experimentId);
    }

    /// <summary>Reads the experiment of a name, also a deleted one.</summary>
    /// <param name="name">The exact name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The experiment; null if there is none, as in MLflow.</returns>
    public MlExperiment? GetExperimentByName(string name, CancellationToken cancellationToken = default)
    {
        MlValidator.ExperimentName(name, Store.Open(cancellationToken));
        return Store.GetExperimentByName(name, cancellationToken);
    }

    /// <summary>Renames an active experiment.</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="newName">The new name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void RenameExperiment(string experimentId, string newName, CancellationToken cancellationToken = default)
    {
        MlValidator.ExperimentId(experimentId);
        MlValidator.ExperimentName(newName, Store.Open(cancellationToken));
        Store.RenameExperiment(experimentId, newName, cancellationToken);
    }

    /// <summary>Marks an active experiment and all its runs as deleted; a deleted one is RESOURCE_DOES_NOT_EXIST, as in MLflow.</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void DeleteExperiment(string experimentId, CancellationToken cancellationToken = default)
    {
        MlValidator.ExperimentId(experimentId);
        Store.DeleteExperiment(experimentId, cancellationToken);
    }

    /// <summary>Brings a deleted experiment and all its runs back; an active one is RESOURCE_DOES_NOT_EXIST, as in MLflow.</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void RestoreExperiment(string experimentId, CancellationToken cancellationToken = default)
    {
        MlValidator.ExperimentId(experimentId);
        Store.RestoreExperiment(experimentId, cancellationToken);
    }

    /// <summary>Sets tags of an active experiment, all or none.</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="tags">The tags; earlier values are overwritten.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void SetExperimentTags(
        string experimentId, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tags);
        MlValidator.ExperimentId(experimentId);
        Store.SetExperimentTags(experimentId, CheckExperimentTags(tags, Store.Open(cancellationToken)), cancellationToken);
    }

    /// <summary>Removes a tag of an active experiment; a missing one is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void DeleteExperimentTag(string experimentId, string key, CancellationToken cancellationToken = default)
    {
        MlValidator.ExperimentId(experimentId);
        MlValidator.Key("tag", key);
        Store.DeleteExperimentTag(experimentId, key, cancellationToken);
    }

    /// <summary>Reads one page of a search, as MLflow's search_experiments does.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">1 to 50000; 1000 by default.</param>
    /// <param name="pageToken">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The page.</returns>
    public MlPage<MlExperiment> SearchExperiments(
        ExperimentSearch search,
        int maxResults = MlLimits.DefaultPageSize,
        string? pageToken = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        SearchLimits.Check(SearchKind.Experiments, maxResults);
        return Store.SearchExperiments(search, maxResults, pageToken, cancellationToken);
    }

    /// <summary>Finds experiments as a lazy sequence that reads page by page.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">The most to return, 1 or more; null for all.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The experiments, in order.</returns>
    public IEnumerable<MlExperiment> FindExperiments(
        ExperimentSearch search, long? maxResults = null, CancellationToken cancellationToken = default) =>
        Paging.Read(maxResults, (size, token) => SearchExperiments(search, size, token, cancellationToken));

    /// <summary>Counts the runs of experiments.</summary>
    /// <param name="experimentIds">The experiments, in the order of the answer; null for all of <paramref name="viewType"/>.</param>
    /// <param name="viewType">Which experiments count when no ids are given.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A report each; ids that don't exist are left out.</returns>
    public IReadOnlyList<MlExperimentReport> MeasureExperiments(
        IReadOnlyList<string>? experimentIds = null,
        MlViewType viewType = MlViewType.ActiveOnly,
        CancellationToken cancellationToken = default)
    {
        foreach (string id in experimentIds ?? [])
        {
            MlValidator.ExperimentId(id);
        }

        return Store.MeasureExperiments(experimentIds, viewType, cancellationToken);
    }

    private static List<KeyValuePair<string, string>> CheckExperimentTags(
        IReadOnlyList<KeyValuePair<string, string>> tags, StoreInfo info)
    {
        List<KeyValuePair<string, string>> result = new(tags.Count);
        foreach ((string key, string value) in tags)
        {
            MlValidator.Key("tag", key);
            result.Add(new(key, MlValidator.ExperimentTagValue(key, value, info)));
        }

        return result;
    }
}
