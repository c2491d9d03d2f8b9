using MlTrack.Search;

namespace MlTrack.Stores;

public sealed partial class MlClient
{
    /// <summary>Adds a version to a registered model, which must exist.</summary>
    /// <param name="version">
    /// The version. Of a source <c>models:/name/...</c> the files of that version are meant. What a run's URI (<c>runs:/...</c>) names must
    /// be looked up first, as <c>MlModels.Register</c> does.
    /// </param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The version as stored.</returns>
    public MlModelVersion CreateModelVersion(NewModelVersion version, CancellationToken cancellationToken = default) =>
        Registry.CreateModelVersion(Checked(version, cancellationToken), cancellationToken);

    /// <summary>
    /// Adds a version to a registered model, which is made if it is missing; that is the rare case, so it isn't looked for beforehand.
    /// </summary>
    internal MlModelVersion AddModelVersion(NewModelVersion version, CancellationToken cancellationToken)
    {
        NewModelVersion complete = Checked(version, cancellationToken);
        try
        {
            return Registry.CreateModelVersion(complete, cancellationToken);
        }
        catch (MlException missing) when (missing is { ErrorCode: MlErrorCode.ResourceDoesNotExist, Entity: MlEntity.Model })
        {
            GetOrCreateModel(version.Name, cancellationToken);
            return Registry.CreateModelVersion(complete, cancellationToken);
        }
    }

    // All that can be wrong with a version is found before anything is made for it.
    private NewModelVersion Checked(NewModelVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        MlValidator.ModelName(version.Name);
        StoreInfo info = Registry.Open(cancellationToken);
        MlValidator.ModelSource(version.Source, info);
        MlValidator.ModelDescription(version.Description);
        if (version.RunId is not null)
        {
            MlValidator.RunId(version.RunId);
        }

        CheckModelVersionTags(version.Tags, info);
        string location = version.StorageLocation ?? LocationOf(version.Source, cancellationToken);
        MlValidator.ModelSource(location, info);
        return version with { StorageLocation = location };
    }

    /// <summary>Reads a version of a registered model. A missing or deleted one is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The version.</returns>
    public MlModelVersion GetModelVersion(string name, int version, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        MlValidator.ModelVersion(version);
        return Registry.GetModelVersion(name, version, cancellationToken)
            ?? throw (Registry.GetModel(name, cancellationToken) is null
                ? MlErrors.ModelNotFound(name)
                : MlErrors.ModelVersionNotFound(name, version));
    }

    /// <summary>Reads all versions of a registered model, ascending, as a lazy sequence. A missing model is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The versions that weren't deleted.</returns>
    public IEnumerable<MlModelVersion> GetModelVersions(string name, CancellationToken cancellationToken = default)
    {
        // As it is stored: MySQL finds a model whatever the case of its name, and a filter doesn't.
        string stored = GetModel(name, cancellationToken).Name;

        // A filter can't write both kinds of quotes: '_' stands for any sign, and the names are compared again.
        string filter = stored.Contains('\'', StringComparison.Ordinal)
            ? $"name LIKE '{stored.Replace('\'', '_').Replace('\\', '_')}'"
            : $"name = '{stored}'";
        return FindModelVersions(new ModelSearch { Filter = filter, OrderBy = ["version_number"] }, null, cancellationToken)
            .Where(version => version.Name == stored);
    }

    /// <summary>Reads the version that an alias points to. A missing alias is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The version.</returns>
    public MlModelVersion GetModelVersionByAlias(string name, string alias, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        MlValidator.Alias(alias);
        return Registry.GetModelVersionByAlias(name, alias, cancellationToken) ?? throw MlErrors.AliasNotFound(name, alias);
    }

    /// <summary>Reads the highest version, of all or in a stage. Where there is none it is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="name">The model.</param>
    /// <param name="stage">The stage; null for any.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The version.</returns>
    public MlModelVersion GetLatestModelVersion(string name, MlModelStage? stage = null, CancellationToken cancellationToken = default) =>
        GetModel(name, cancellationToken).LatestVersions
            .Where(version => stage is null || version.Stage == stage)
            .MaxBy(version => version.Version)
            ?? throw MlErrors.NoModelVersion(name, stage is null ? "" : $" in stage {ModelStages.Word(stage.Value)}");

    /// <summary>Reads the version that a URI names by number, stage, alias, or as the latest.</summary>
    /// <param name="uri">The URI.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The version.</returns>
    public MlModelVersion ResolveModelUri(ModelUri uri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri switch
        {
            { Version: { } version } => GetModelVersion(uri.Name, version, cancellationToken),
            { Alias: { } alias } => GetModelVersionByAlias(uri.Name, alias, cancellationToken),
            { ModelId: { } id } => throw MlErrors.InvalidUri(
                $"{MlText.Show(uri.Text)} names a logged model (or no version): a version of a registered model is models:/{id}/1, for example.",
                uri.Text),
            _ => GetLatestModelVersion(uri.Name, uri.Stage, cancellationToken),
        };
    }

    /// <summary>Where the files of a version are.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A path or URI.</returns>
    public string GetModelVersionLocation(string name, int version, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        MlValidator.ModelVersion(version);
        return Registry.GetModelVersionLocation(name, version, cancellationToken);
    }

    /// <summary>Changes the description of a version.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="description">The new description; null for none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void UpdateModelVersion(
        string name, int version, string? description, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        MlValidator.ModelVersion(version);
        MlValidator.ModelDescription(description);
        Registry.UpdateModelVersion(name, version, description, cancellationToken);
    }

    /// <summary>Moves a version to a stage (MLflow's transition_model_version_stage).</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="stage">The new stage.</param>
    /// <param name="archiveExisting">Whether the other versions in that stage go to Archived; for Staging and Production alone.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void SetModelVersionStage(
        string name, int version, MlModelStage stage, bool archiveExisting = false, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        MlValidator.ModelVersion(version);
        if (archiveExisting && stage is not (MlModelStage.Staging or MlModelStage.Production))
        {
            throw MlErrors.InvalidValue(
                $"The versions in stage {ModelStages.Word(stage)} can't be archived to make room for another; only those in Staging and "
                + "Production can.", stage);
        }

        Registry.SetModelVersionStage(name, version, stage, archiveExisting, cancellationToken);
    }

    /// <summary>Removes a version for good, with its aliases. Its number is never given again; its run and files stay.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void DeleteModelVersion(string name, int version, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        MlValidator.ModelVersion(version);
        Registry.DeleteModelVersion(name, version, cancellationToken);
    }

    /// <summary>Sets tags of a version.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="tags">The tags; earlier values are overwritten.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void SetModelVersionTags(
        string name, int version, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tags);
        MlValidator.ModelName(name);
        MlValidator.ModelVersion(version);
        CheckModelVersionTags(tags, Registry.Open(cancellationToken));
        Registry.SetModelVersionTags(name, version, tags, cancellationToken);
    }

    /// <summary>Removes a tag of a version; a missing tag is no error, as in MLflow.</summary>
    /// <param name="name">The model.</param>
    /// <param name="version">The number.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void DeleteModelVersionTag(string name, int version, string key, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        MlValidator.ModelVersion(version);
        MlValidator.Key("tag", key);
        Registry.DeleteModelVersionTag(name, version, key, cancellationToken);
    }

    /// <summary>
    /// Copies a version to another model, which is made if it is missing (MLflow's copy_model_version): its files, run, tags and
    /// description, but neither stage nor aliases.
    /// </summary>
    /// <param name="version">The version.</param>
    /// <param name="destinationName">The model to add it to.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The new version.</returns>
    public MlModelVersion CopyModelVersion(
        MlModelVersion version, string destinationName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        string location = GetModelVersionLocation(version.Name, version.Version, cancellationToken);
        return AddModelVersion(
            new NewModelVersion(destinationName, version.Uri)
            {
                RunId = version.RunId,
                RunLink = version.RunLink,
                Description = version.Description,
                Tags = [.. version.Tags],
                StorageLocation = location,
            },
            cancellationToken);
    }

    /// <summary>Reads one page of a search, as MLflow's search_model_versions does.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">1 to 200000; 10000 by default.</param>
    /// <param name="pageToken">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The page.</returns>
    public MlPage<MlModelVersion> SearchModelVersions(
        ModelSearch search, int maxResults = 10_000, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        SearchLimits.Check(SearchKind.ModelVersions, maxResults);
        return Registry.SearchModelVersions(search, maxResults, pageToken, cancellationToken);
    }

    /// <summary>Finds versions as a lazy sequence that reads page by page.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">The most to return, 1 or more; null for all.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The versions, in order.</returns>
    public IEnumerable<MlModelVersion> FindModelVersions(
        ModelSearch search, long? maxResults = null, CancellationToken cancellationToken = default) =>
        Paging.Read(maxResults, (size, token) => SearchModelVersions(search, size, token, cancellationToken));

    private static void CheckModelVersionTags(IReadOnlyList<KeyValuePair<string, string>> tags, StoreInfo info)
    {
        foreach ((string key, string value) in tags)
        {
            MlValidator.ModelVersionTag(key, value, info);
        }
    }

    private string LocationOf(string source, CancellationToken cancellationToken)
    {
        if (!ModelUri.IsModelUri(source))
        {
            return source;
        }

        ModelUri uri = ModelUri.Parse(source);
        if (uri.ModelId is not null)
        {
            return source;
        }

        MlModelVersion version = ResolveModelUri(uri, cancellationToken);
        return GetModelVersionLocation(version.Name, version.Version, cancellationToken);
    }
}
