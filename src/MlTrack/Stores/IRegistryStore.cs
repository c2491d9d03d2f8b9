namespace MlTrack.Stores;

/// <summary>
/// What a backend does for the model registry: keeps registered models, their versions and aliases. It gets checked input from
/// <see cref="MlClient"/>, and does by itself only what needs the stored state: that models and versions exist, and names are free.
/// </summary>
/// <remarks>
/// The remarks on <see cref="ITrackingStore"/> hold here too. A missing model is RESOURCE_DOES_NOT_EXIST (<see cref="MlEntity.Model"/>),
/// a missing or deleted version too (<see cref="MlEntity.ModelVersion"/>). Times are the moment of the call.
/// </remarks>
public interface IRegistryStore : IStore
{
    /// <summary>Creates a registered model; a taken name is RESOURCE_ALREADY_EXISTS.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The model as stored.</returns>
    MlModel CreateModel(NewModel model, CancellationToken cancellationToken = default);

    /// <summary>Reads a registered model.</summary>
    /// <param name="name">The exact name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The model with its tags, aliases and latest versions; null if there is none.</returns>
    MlModel? GetModel(string name, CancellationToken cancellationToken = default);

    /// <summary>Changes the description and moves the last update time.</summary>
    /// <param name="name">The model.</param>
    /// <param name="description">The new description; null for none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void UpdateModel(string name, string? description, CancellationToken cancellationToken = default);

    /// <summary>
    /// Renames a model; its versions, tags and aliases move along, and its last update time and its versions' too. A taken name is
    /// RESOURCE_ALREADY_EXISTS.
    /// </summary>
    /// <param name="name">The model.</param>
    /// <param name="newName">The new name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void RenameModel(string name, string newName, CancellationToken cancellationToken = default);

    /// <summary>Removes a model with all that belongs to it, for good.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void DeleteModel(string name, CancellationToken cancellationToken = default);

    /// <summary>Sets tags of a model, all or none where the backend can.</summary>
    /// <param name="name">The model.</param>
    /// <param name="tags">The tags; earlier values are overwritten.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void SetModelTags(string name, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag of a model; a missing tag is none of its business, as in MLflow.</summary>
    /// <param name="name">The model.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void DeleteModelTag(string name, string key, CancellationToken cancellationToken = default);

    /// <summary>Points an alias to a version; one that points elsewhere moves.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void SetModelAlias(string name, string alias, int version, CancellationToken cancellationToken = default);

    /// <summary>Removes an alias; a missing one is none of its business if the model exists, as in MLflow.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void DeleteModelAlias(string name, string alias, CancellationToken cancellationToken = default);

    /// <summary>Reads one page of a search of models.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">Up to <see cref="MlLimits.ModelPageSize"/>; 0 and less find nothing.</param>
    /// <param name="pageToken">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The page.</returns>
    MlPage<MlModel> SearchModels(
        ModelSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default);

    /// <summary>
    /// Adds a version, with the number after the highest that the model ever had; no two callers get the same. Its stage is None, its
    /// status READY (a server may take its time), and the model's last update time moves.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The version as stored.</returns>
    MlModelVersion CreateModelVersion(NewModelVersion version, CancellationToken cancellationToken = default);

    /// <summary>Reads a version.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The version; null if there is none, or it was deleted.</returns>
    MlModelVersion? GetModelVersion(string name, int version, CancellationToken cancellationToken = default);

    /// <summary>Reads the version that an alias points to.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The version; null if the model has no such alias, or none that leads anywhere. A missing model is an error.</returns>
    MlModelVersion? GetModelVersionByAlias(string name, string alias, CancellationToken cancellationToken = default);

    /// <summary>Where the files of a version are: its storage location (MLflow's get_model_version_download_uri).</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A path or URI.</returns>
    string GetModelVersionLocation(string name, int version, CancellationToken cancellationToken = default);

    /// <summary>Changes a version's description and moves its last update time.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="description">The new description; null for none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void UpdateModelVersion(string name, int version, string? description, CancellationToken cancellationToken = default);

    /// <summary>Moves a version to a stage, with its last update time and its model's.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="stage">The new stage.</param>
    /// <param name="archiveExisting">
    /// Whether the other versions in that stage go to Archived; only ever true for Staging and Production.
    /// </param>
    /// <param name="cancellationToken">Stops the work.</param>
    void SetModelVersionStage(
        string name, int version, MlModelStage stage, bool archiveExisting, CancellationToken cancellationToken = default);

    /// <summary>Removes a version with its aliases; its number is never given again. The model's last update time moves.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void DeleteModelVersion(string name, int version, CancellationToken cancellationToken = default);

    /// <summary>Sets tags of a version, all or none where the backend can.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="tags">The tags; earlier values are overwritten.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void SetModelVersionTags(
        string name, int version, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag of a version; a missing tag is none of its business, as in MLflow.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    void DeleteModelVersionTag(string name, int version, string key, CancellationToken cancellationToken = default);

    /// <summary>Reads one page of a search of versions; deleted ones are never found.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">1 to <see cref="MlLimits.ModelVersionPageSize"/>.</param>
    /// <param name="pageToken">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The page.</returns>
    MlPage<MlModelVersion> SearchModelVersions(
        ModelSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default);
}
