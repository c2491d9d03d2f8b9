using MlTrack.Search;

namespace MlTrack.Stores;

public sealed partial class MlClient
{
    /// <summary>Creates a registered model without versions; a taken name is RESOURCE_ALREADY_EXISTS.</summary>
    /// <param name="model">The model.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The model as stored.</returns>
    public MlModel CreateModel(NewModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        MlValidator.NewModelName(model.Name);
        MlValidator.ModelDescription(model.Description);
        CheckModelTags(model.Tags);
        return Registry.CreateModel(model, cancellationToken);
    }

    /// <summary>Gets the registered model of a name, or creates it if there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The model.</returns>
    public MlModel GetOrCreateModel(string name, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        if (Registry.GetModel(name, cancellationToken) is { } found)
        {
            return found;
        }

        try
        {
            return CreateModel(new NewModel(name), cancellationToken);
        }
        catch (MlException exists) when (exists.ErrorCode == MlErrorCode.ResourceAlreadyExists)
        {
            // Somebody else created it between the look and the attempt.
            return GetModel(name, cancellationToken);
        }
    }

    /// <summary>Reads a registered model. A missing one is RESOURCE_DOES_NOT_EXIST.</summary>
    /// <param name="name">The exact name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The model.</returns>
    public MlModel GetModel(string name, CancellationToken cancellationToken = default) =>
        FindModel(name, cancellationToken) ?? throw MlErrors.ModelNotFound(name);

    /// <summary>Looks for a registered model.</summary>
    /// <param name="name">The exact name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The model; null if there is none.</returns>
    public MlModel? FindModel(string name, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        return Registry.GetModel(name, cancellationToken);
    }

    /// <summary>Changes the description of a registered model.</summary>
    /// <param name="name">The model.</param>
    /// <param name="description">The new description; null for none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void UpdateModel(string name, string? description, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        MlValidator.ModelDescription(description);
        Registry.UpdateModel(name, description, cancellationToken);
    }

    /// <summary>Renames a registered model with its versions, tags and aliases; a taken name is RESOURCE_ALREADY_EXISTS.</summary>
    /// <param name="name">The model.</param>
    /// <param name="newName">The new name.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void RenameModel(string name, string newName, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        MlValidator.NewModelName(newName);
        Registry.RenameModel(name, newName, cancellationToken);
    }

    /// <summary>Removes a registered model with its versions, for good. Runs and files stay.</summary>
    /// <param name="name">The model.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void DeleteModel(string name, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        Registry.DeleteModel(name, cancellationToken);
    }

    /// <summary>Sets tags of a registered model.</summary>
    /// <param name="name">The model.</param>
    /// <param name="tags">The tags; earlier values are overwritten.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void SetModelTags(
        string name, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tags);
        MlValidator.ModelName(name);
        CheckModelTags(tags);
        Registry.SetModelTags(name, tags, cancellationToken);
    }

    /// <summary>Removes a tag of a registered model; a missing tag is no error, as in MLflow.</summary>
    /// <param name="name">The model.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void DeleteModelTag(string name, string key, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        MlValidator.Key("tag", key);
        Registry.DeleteModelTag(name, key, cancellationToken);
    }

    /// <summary>Points an alias to a version; one that points elsewhere moves.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias: letters, digits, '_' and '-'; not 'latest', and not 'v' with a number.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void SetModelAlias(string name, string alias, int version, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        MlValidator.NewAlias(alias);
        MlValidator.ModelVersion(version);
        Registry.SetModelAlias(name, alias, version, cancellationToken);
    }

    /// <summary>Removes an alias; a missing one is no error if the model exists, as in MLflow.</summary>
    /// <param name="name">The model.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void DeleteModelAlias(string name, string alias, CancellationToken cancellationToken = default)
    {
        MlValidator.ModelName(name);
        MlValidator.Alias(alias);
        Registry.DeleteModelAlias(name, alias, cancellationToken);
    }

    /// <summary>Reads one page of a search, as MLflow's search_registered_models does.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">Up to 1000; 100 by default. 0 and less find nothing, as in MLflow.</param>
    /// <param name="pageToken">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The page.</returns>
    public MlPage<MlModel> SearchModels(
        ModelSearch search, int maxResults = 100, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        SearchLimits.Check(SearchKind.RegisteredModels, maxResults);
        return Registry.SearchModels(search, maxResults, pageToken, cancellationToken);
    }

    /// <summary>Finds registered models as a lazy sequence that reads page by page.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">The most to return, 1 or more; null for all.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The models, in order.</returns>
    public IEnumerable<MlModel> FindModels(
        ModelSearch search, long? maxResults = null, CancellationToken cancellationToken = default) =>
        Paging.Read(
            maxResults,
            (size, token) => SearchModels(search, Math.Min(size, MlLimits.ModelPageSize), token, cancellationToken));

    private static void CheckModelTags(IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        foreach ((string key, string value) in tags)
        {
            MlValidator.ModelTag(key, value);
        }
    }
}
