using MlTrack.Stores.Uris;

namespace MlTrack.Stores;

/// <summary>Models with their files: registers what runs have logged, and fetches what is registered. Thread-safe.</summary>
/// <remarks>All methods throw <see cref="MlException"/>.</remarks>
public sealed partial class MlModels
{
    private readonly MlClient _client;
    private readonly MlArtifacts _artifacts;
    private readonly ArtifactStoreOptions _options;

    /// <summary>Creates the facade; the client stays the caller's.</summary>
    /// <param name="client">Knows the runs and the registry.</param>
    /// <param name="options">Where relative local paths start; null for the defaults.</param>
    public MlModels(MlClient client, ArtifactStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _options = options ?? new ArtifactStoreOptions();
        _artifacts = new MlArtifacts(client, _options);
    }

    /// <summary>
    /// Registers a model as a new version, as MLflow's register_model does. That the model is there is looked at first, so that a mistake
    /// leaves no empty registered model behind.
    /// </summary>
    /// <param name="registration">What to register.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The version, with its aliases.</returns>
    public MlModelVersion Register(ModelRegistration registration, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registration);
        MlValidator.ModelName(registration.Name);
        foreach (string alias in registration.Aliases)
        {
            MlValidator.NewAlias(alias);
        }

        NewModelVersion version = Locate(registration, cancellationToken) with
        {
            Description = registration.Description,
            Tags = registration.Tags,
        };
        MlModelVersion made = _client.AddModelVersion(version, cancellationToken);
        if (version.ModelId is not null)
        {
            TellModel(version.ModelId, made, cancellationToken);
        }

        foreach (string alias in registration.Aliases)
        {
            _client.SetModelAlias(made.Name, alias, made.Version, cancellationToken);
        }

        return registration.Aliases.Count == 0 ? made : _client.GetModelVersion(made.Name, made.Version, cancellationToken);
    }

    /// <summary>Saves the files of a version: what its folder holds goes straight into the destination.</summary>
    /// <param name="version">The version.</param>
    /// <param name="destination">The folder to save it in, made if it is missing.</param>
    /// <param name="transfer">How to transfer; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The destination's full path.</returns>
    public string Save(
        MlModelVersion version, string destination, ArtifactTransfer? transfer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        string location = _artifacts.LocationOf(ModelUri.Parse(version.Uri), cancellationToken);
        (MlArtifactFolder folder, string path) = _artifacts.OpenLocation(location, cancellationToken);
        using (folder)
        {
            bool isFile = folder.Find(path, cancellationToken) is { IsDirectory: false };
            string saveAs = isFile ? ArtifactPaths.Name(path.Length > 0 ? path : location) : "";
            return folder.DownloadAs(path, destination, saveAs, transfer, cancellationToken);
        }
    }

    private NewModelVersion Locate(ModelRegistration registration, CancellationToken cancellationToken)
    {
        string uri = registration.ModelUri;
        switch (ArtifactUris.Scheme(uri))
        {
            case "runs":
                return OfRun(registration.Name, uri, cancellationToken);
            case "models":
                return OfModel(registration.Name, ModelUri.Parse(uri), cancellationToken);
            case null or "file":
                string path = uri.Length == 0 ? throw ArtifactErrors.SourceNotFound(uri) : LocalUri.ToPath(uri, _options);
                return Path.Exists(path) ? new NewModelVersion(registration.Name, path) : throw ArtifactErrors.SourceNotFound(uri);
            default:
                return new NewModelVersion(registration.Name, uri);
        }
    }

    // The run's own artifacts first, as MLflow's register_model has it; then what it logged as a model.
    private NewModelVersion OfRun(string name, string uri, CancellationToken cancellationToken)
    {
        (string runId, string path) = ArtifactUris.ParseRun(uri);
        MlRun run = _client.GetRun(runId, cancellationToken);
        if (HasArtifact(run, path, cancellationToken))
        {
            return new NewModelVersion(name, path.Length == 0 ? run.ArtifactUri : LocalPath.Append(run.ArtifactUri, path)) { RunId = runId };
        }

        return _client.LoggedModels(cancellationToken)?.GetLoggedModels(runId, path, cancellationToken) is [LoggedModel model, ..]
            ? OfLogged(name, model)
            : throw ArtifactErrors.NotFound(path, $"runs:/{runId}");
    }

    private bool HasArtifact(MlRun run, string path, CancellationToken cancellationToken)
    {
        try
        {
            using MlArtifactFolder folder = _artifacts.Open(run);
            return folder.Find(path, cancellationToken) is not null;
        }
        catch (MlException unreachable) when (unreachable.ErrorCode == MlErrorCode.NotImplemented)
        {
            // Where this version can't look, the run is taken at its word.
            return true;
        }
    }

    private NewModelVersion OfModel(string name, ModelUri uri, CancellationToken cancellationToken)
    {
        if (uri.ModelId is not null)
        {
            return OfLogged(name, _client.GetLoggedModel(uri, cancellationToken));
        }

        // By number, for an alias moves.
        MlModelVersion version = _client.ResolveModelUri(uri, cancellationToken);
        return new NewModelVersion(name, version.Uri) { RunId = version.RunId, RunLink = version.RunLink };
    }

    private static NewModelVersion OfLogged(string name, LoggedModel model) => new(name, "models:/" + model.ModelId)
    {
        RunId = model.SourceRunId,
        ModelId = model.ModelId,
        StorageLocation = model.ArtifactLocation,
    };
}
