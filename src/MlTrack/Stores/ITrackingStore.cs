namespace MlTrack.Stores;

/// <summary>
/// What a backend does: keeps experiments and runs. It gets checked input from <see cref="MlClient"/>, which holds MLflow's rules of
/// names, limits and defaults, and does by itself only what needs the stored state: that ids exist, names are free, runs are active.
/// </summary>
/// <remarks>
/// Every method may be called from any thread, throws <see cref="MlException"/> for what a user can meet, and stops at once with
/// <see cref="OperationCanceledException"/> when its token says so. When a method that writes has returned, the write is on disk. A
/// method that throws has written nothing. The store is opened, and created if it may be, by the first method that needs it.
/// </remarks>
public interface ITrackingStore : IStore
{
    /// <summary>Creates an experiment; a taken name is RESOURCE_ALREADY_EXISTS, also when its owner is deleted.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The experiment as stored.</returns>
    MlExperiment CreateExperiment(NewExperiment experiment, CancellationToken cancellationToken = default);

    /// <summary>Reads an experiment, also a deleted one.</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The experiment, or null.</returns>
    MlExperiment? GetExperiment(string experimentId, CancellationToken cancellationToken = default);

    /// <summary>Reads the experiment of a name, also a deleted one.</summary>
    /// <param name="name">The exact name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The experiment, or null.</returns>
    MlExperiment? GetExperimentByName(string name, CancellationToken cancellationToken = default);

    /// <summary>Renames an active experiment and moves its last update time.</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="newName">The new name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void RenameExperiment(string experimentId, string newName, CancellationToken cancellationToken = default);

    /// <summary>Marks an active experiment and all its runs as deleted.</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void DeleteExperiment(string experimentId, CancellationToken cancellationToken = default);

    /// <summary>Brings a deleted experiment back with all its runs, also those that were deleted before it (as MLflow does).</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void RestoreExperiment(string experimentId, CancellationToken cancellationToken = default);

    /// <summary>Sets tags of an active experiment, all or none.</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="tags">The tags; earlier values are overwritten.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void SetExperimentTags(
        string experimentId, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag of an active experiment; a missing one is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="experimentId">The id.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void DeleteExperimentTag(string experimentId, string key, CancellationToken cancellationToken = default);

    /// <summary>Reads one page of a search.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">1 to <see cref="MlLimits.PageSize"/>.</param>
    /// <param name="pageToken">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The page.</returns>
    MlPage<MlExperiment> SearchExperiments(
        ExperimentSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default);

    /// <summary>Counts the runs of experiments, in a number of statements that doesn't depend on how many experiments there are.</summary>
    /// <param name="experimentIds">The experiments, in the order of the answer; null for all of <paramref name="viewType"/>, by id.</param>
    /// <param name="viewType">Which experiments count when no ids are given.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A report each; ids that don't exist are left out.</returns>
    IReadOnlyList<MlExperimentReport> MeasureExperiments(
        IReadOnlyList<string>? experimentIds, MlViewType viewType, CancellationToken cancellationToken = default);

    /// <summary>Creates a run, RUNNING and active, in an active experiment.</summary>
    /// <param name="runId">The new id, 32 hexadecimal digits; a backend whose server chooses ids ignores it.</param>
    /// <param name="run">The run, with every default filled in and the name and description among its tags.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The run as stored.</returns>
    MlRun CreateRun(string runId, NewRun run, CancellationToken cancellationToken = default);

    /// <summary>Reads a run with everything that belongs to it, also a deleted one.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The run, or null.</returns>
    MlRun? GetRun(string runId, CancellationToken cancellationToken = default);

    /// <summary>Changes an active run, all at once.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="update">The change; the name is among its tags too.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void UpdateRun(string runId, RunUpdate update, CancellationToken cancellationToken = default);

    /// <summary>Marks a run as deleted; a deleted one stays so.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void DeleteRun(string runId, CancellationToken cancellationToken = default);

    /// <summary>Brings a deleted run back; an active one stays so.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void RestoreRun(string runId, CancellationToken cancellationToken = default);

    /// <summary>Logs to one active run, all or nothing.</summary>
    /// <param name="batch">What to log.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void LogBatch(RunBatch batch, CancellationToken cancellationToken = default);

    /// <summary>
    /// Logs entries of any runs in one go. An entry that is refused (its run is missing or deleted, its param has another value) is left
    /// out and told; the others are stored. An exception means that none was.
    /// </summary>
    /// <param name="entries">The entries, in order.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was refused, in the entries' order; empty when all went well.</returns>
    IReadOnlyList<LogFailure> Log(IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken = default);

    /// <summary>
    /// Logs datasets as inputs of an active run, all or none. A dataset that its experiment has already (same name and digest) is not
    /// stored again, and an input that the run has already stays as it is, its tags too.
    /// </summary>
    /// <param name="runId">The id.</param>
    /// <param name="inputs">The datasets.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void LogInputs(string runId, IReadOnlyList<RunInput> inputs, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag of an active run; a missing one is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="runId">The id.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void DeleteRunTag(string runId, string key, CancellationToken cancellationToken = default);

    /// <summary>Reads one page of a search.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">1 to <see cref="MlLimits.PageSize"/>.</param>
    /// <param name="pageToken">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The page.</returns>
    MlPage<MlRun> SearchRuns(RunSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default);

    /// <summary>
    /// Finds runs as a lazy sequence. It holds nothing while its reader does something else, and memory for a part of the runs only. A
    /// run that is added meanwhile may be missing; one whose lifecycle stage has changed before its turn is left out.
    /// </summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">The most to return, 1 or more; null for all.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The runs, in order.</returns>
    IEnumerable<MlRun> FindRuns(RunSearch search, long? maxResults, CancellationToken cancellationToken = default) =>
        Paging.Read(maxResults, (size, token) => SearchRuns(search, size, token, cancellationToken));

    /// <summary>Reads one page of a search for traces.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">1 to <see cref="MlLimits.PageSize"/>.</param>
    /// <param name="pageToken">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The page: request ids.</returns>
    MlPage<string> SearchTraces(TraceSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default) =>
        throw new MlException(MlErrorCode.NotImplemented, MlEntity.Store, $"Traces can't be searched in {Uri}: only databases can do that.", Uri);

    /// <summary>The distinct keys among the runs that a search finds, for tables whose rows all have the same columns.</summary>
    /// <param name="search">What to look for; of the parts that its <see cref="RunSearch.Columns"/> don't name, no keys are given.</param>
    /// <param name="maxResults">How many of the found runs count, in their order; null for all.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The keys.</returns>
    RunKeys GetRunKeys(RunSearch search, int? maxResults, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads the history of a run's metrics as a lazy sequence: metric by metric in the order of the keys given (or by key), each
    /// ordered by timestamp, step and value. A missing run is RESOURCE_DOES_NOT_EXIST.
    /// </summary>
    /// <param name="runId">The id.</param>
    /// <param name="keys">The metrics; null for all. A key without points adds nothing.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The points.</returns>
    IEnumerable<MlMetric> GetMetricHistory(
        string runId, IReadOnlyList<string>? keys, CancellationToken cancellationToken = default);

    /// <summary>
    /// Creates MlTrack's own indexes where they are missing and tells the engine how the data is spread, or takes both away. Nothing
    /// depends on them but speed. A backend without such indexes is NOT_IMPLEMENTED.
    /// </summary>
    /// <param name="remove">Whether to remove them; a store that isn't there yet isn't created for that.</param>
    /// <param name="preview">Whether to say only what would be done: nothing is changed or created.</param>
    /// <param name="cancellationToken">Stops the work, which then has changed nothing.</param>
    /// <returns>A report for each index.</returns>
    IReadOnlyList<MlIndexReport> OptimizeDatabase(bool remove, bool preview, CancellationToken cancellationToken = default);
}
