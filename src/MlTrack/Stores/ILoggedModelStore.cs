namespace MlTrack.Stores;

/// <summary>
/// What a backend does for the logged models of MLflow 3. A tracking store may have them or not: <see cref="StoreInfo.LoggedModels"/> says
/// it, and where it doesn't, none of these methods is called.
/// </summary>
/// <remarks>The remarks on <see cref="ITrackingStore"/> hold here too.</remarks>
public interface ILoggedModelStore
{
    /// <summary>Creates a logged model of a run, with the params that the run has, PENDING: its files are still to come.</summary>
    /// <param name="runId">The run that logs it, active.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The model, with the location that its files go to.</returns>
    LoggedModel CreateLoggedModel(string runId, string name, CancellationToken cancellationToken = default);

    /// <summary>Says that the files of a logged model are there, and makes it an output of its run, or that they failed to come.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isReady">Whether the files are there.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void FinishLoggedModel(LoggedModel model, bool isReady, CancellationToken cancellationToken = default);

    /// <summary>Sets tags of a logged model: a key that is there gets the new value. A missing model is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="modelId">The id.</param>
    /// <param name="tags">The tags.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void SetLoggedModelTags(string modelId, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default);

    /// <summary>Reads a logged model with its tags.</summary>
    /// <param name="modelId">The id.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The model; null if there is none, or it was deleted.</returns>
    LoggedModel? GetLoggedModel(string modelId, CancellationToken cancellationToken = default);

    /// <summary>Reads the models that a run logged under a name, the one that counts first: of the highest step, then the newest.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The models; none if the run has no such.</returns>
    IReadOnlyList<LoggedModel> GetLoggedModels(string runId, string name, CancellationToken cancellationToken = default);
}
