namespace MlTrack.Stores;

/// <summary>The artifacts of a client's runs: MLflow's log_artifact, list_artifacts and download_artifacts. Thread-safe.</summary>
/// <remarks>
/// Each method looks its run up anew. Who works on one run for a while opens its <see cref="MlArtifactFolder"/> once with
/// <see cref="Open(string, bool, CancellationToken)"/>. A deleted run's artifacts can be read; writing to it is an error, as for all else
/// that a run has (MLflow lets artifacts through).
/// </remarks>
public sealed class MlArtifacts
{
    // A version may be a copy of a version; a store that says so without end is broken, or hostile.
    private const int MaximumHops = 10;

    private readonly MlClient _client;
    private readonly ArtifactStoreOptions _options;

    /// <summary>Creates the facade; the client stays the caller's.</summary>
    /// <param name="client">Knows the runs.</param>
    /// <param name="options">Where relative local paths start; null for the defaults.</param>
    public MlArtifacts(MlClient client, ArtifactStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _options = options ?? new ArtifactStoreOptions();
    }

    /// <summary>Opens the artifacts of a run.</summary>
    /// <param name="runId">The run; a missing one is RESOURCE_DOES_NOT_EXIST.</param>
    /// <param name="forWriting">Whether something is to be logged, which a deleted run refuses.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The artifacts; dispose them when done.</returns>
    public MlArtifactFolder Open(string runId, bool forWriting = false, CancellationToken cancellationToken = default)
    {
        MlRun run = _client.GetRun(runId, cancellationToken);
        return forWriting && run.LifecycleStage == MlLifecycleStage.Deleted
            ? throw MlErrors.RunDeleted(runId)
            : Open(run);
    }

    /// <summary>Opens the artifacts of a run as it was read, without asking the store again.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The artifacts; dispose them when done.</returns>
    public MlArtifactFolder Open(MlRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return string.IsNullOrEmpty(run.ArtifactUri)
            ? throw new MlException(
                MlErrorCode.InvalidState, MlEntity.Run, $"Run {MlText.Show(run.RunId)} has no artifact URI, so no artifacts.", run.RunId)
            : new MlArtifactFolder(
                OpenStore(run.ArtifactUri, isGivenByUser: false), _options, run.RunId, run.StoreKey ?? _client.Store.Key);
    }

    /// <summary>Stores a local file or folder; see <see cref="MlArtifactFolder.Log"/>.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="localPath">The file or folder; a missing one is RESOURCE_DOES_NOT_EXIST.</param>
    /// <param name="artifactPath">The folder to put it in; '' for the root, null for a folder's own name.</param>
    /// <param name="transfer">Progress, and what to do with files that can't be read; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was stored: the file, or the folder.</returns>
    public MlArtifact LogArtifact(
        string runId,
        string localPath,
        string? artifactPath = null,
        ArtifactTransfer? transfer = null,
        CancellationToken cancellationToken = default)
    {
        using MlArtifactFolder folder = Open(runId, forWriting: true, cancellationToken);
        return folder.Log(localPath, artifactPath, transfer, cancellationToken);
    }

    /// <summary>Stores a text as UTF-8 without a byte order mark.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="artifactFile">The path to store it at.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The file.</returns>
    public MlArtifact LogText(string runId, string artifactFile, string text, CancellationToken cancellationToken = default)
    {
        using MlArtifactFolder folder = Open(runId, forWriting: true, cancellationToken);
        return folder.LogText(artifactFile, text, cancellationToken);
    }

    /// <summary>Stores JSON as MLflow's log_dict lays it out, indented by 2.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="artifactFile">The path to store it at.</param>
    /// <param name="json">The JSON, laid out in any way.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The file.</returns>
    public MlArtifact LogJson(string runId, string artifactFile, string json, CancellationToken cancellationToken = default)
    {
        using MlArtifactFolder folder = Open(runId, forWriting: true, cancellationToken);
        return folder.LogJson(artifactFile, json, cancellationToken);
    }

    /// <summary>Stores bytes.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="artifactFile">The path to store them at.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The file.</returns>
    public MlArtifact LogBytes(string runId, string artifactFile, byte[] content, CancellationToken cancellationToken = default)
    {
        using MlArtifactFolder folder = Open(runId, forWriting: true, cancellationToken);
        return folder.LogBytes(artifactFile, content, cancellationToken);
    }

    /// <summary>Lists a folder of a run as a lazy sequence; see <see cref="MlArtifactFolder.List"/>.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">The folder; null or '' for the root.</param>
    /// <param name="recurse">Whether each folder is followed by what it holds.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The files and folders.</returns>
    public IEnumerable<MlArtifact> List(
        string runId, string? path = null, bool recurse = false, CancellationToken cancellationToken = default)
    {
        using MlArtifactFolder folder = Open(runId, cancellationToken: cancellationToken);
        foreach (MlArtifact artifact in folder.List(path, recurse, cancellationToken))
        {
            yield return artifact;
        }
    }

    /// <summary>
    /// Lists what lies below a URI as a lazy sequence. Below <c>runs:/</c> the paths are those in the run; below any other URI they start
    /// there.
    /// </summary>
    /// <param name="uri"><c>runs:/run_id/path</c>, a local folder or a <c>file:</c> URI.</param>
    /// <param name="path">A folder below the URI; null or '' for the URI itself.</param>
    /// <param name="recurse">Whether each folder is followed by what it holds.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The files and folders.</returns>
    public IEnumerable<MlArtifact> ListUri(
        string uri, string? path = null, bool recurse = false, CancellationToken cancellationToken = default)
    {
        (MlArtifactFolder folder, string start) = OpenUri(uri, cancellationToken);
        using (folder)
        {
            foreach (MlArtifact artifact in folder.List(
                ArtifactPaths.Join(start, ArtifactPaths.Folder(path)), recurse, cancellationToken))
            {
                yield return artifact;
            }
        }
    }

    /// <summary>Saves a file or folder of a run; it keeps its whole path below the destination.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="path">What to save; null or '' for everything.</param>
    /// <param name="destination">The folder to save it in, made if it is missing.</param>
    /// <param name="transfer">How to transfer; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The full local path of what was saved.</returns>
    public string Download(
        string runId, string? path, string destination, ArtifactTransfer? transfer = null, CancellationToken cancellationToken = default)
    {
        using MlArtifactFolder folder = Open(runId, cancellationToken: cancellationToken);
        return folder.Download(path, destination, transfer, cancellationToken);
    }

    /// <summary>
    /// Saves what a URI names. Below <c>runs:/</c> it keeps its whole path in the run; any other file or folder keeps its name, unless a
    /// path below it is given, which is kept.
    /// </summary>
    /// <param name="uri"><c>runs:/run_id/path</c>, a local file or folder, or a <c>file:</c> URI.</param>
    /// <param name="path">What to save below the URI; null or '' for all of it.</param>
    /// <param name="destination">The folder to save it in, made if it is missing.</param>
    /// <param name="transfer">How to transfer; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The full local path of what was saved.</returns>
    public string DownloadUri(
        string uri, string? path, string destination, ArtifactTransfer? transfer = null, CancellationToken cancellationToken = default)
    {
        string below = ArtifactPaths.Folder(path);
        (MlArtifactFolder folder, string start) = OpenUri(uri, cancellationToken);
        using (folder)
        {
            if (folder.RunId is not null || start.Length > 0 || below.Length > 0)
            {
                return folder.Download(ArtifactPaths.Join(start, below), destination, transfer, cancellationToken);
            }

            if (folder.Find("", cancellationToken) is null)
            {
                throw ArtifactErrors.NotFound(ArtifactPaths.Name(folder.Uri), folder.Uri);
            }

            string name = ModelUri.IsModelUri(uri) ? ArtifactPaths.Name(folder.Uri.TrimEnd('/')) : ArtifactUris.Name(uri, _options);
            return folder.DownloadAs("", destination, ArtifactPaths.File(name), transfer, cancellationToken);
        }
    }

    /// <summary>Saves an artifact that was listed; it keeps its whole path below the destination.</summary>
    /// <param name="artifact">The artifact, of a run of this client or listed by URI.</param>
    /// <param name="destination">The folder to save it in, made if it is missing.</param>
    /// <param name="transfer">How to transfer; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The full local path of what was saved.</returns>
    public string Download(
        MlArtifact artifact, string destination, ArtifactTransfer? transfer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return artifact.RunId is not null ? Download(artifact.RunId, artifact.Path, destination, transfer, cancellationToken)
            : ArtifactUris.RootOf(artifact.Uri, artifact.Path) is { } root
                ? DownloadUri(root, artifact.Path, destination, transfer, cancellationToken)
                : DownloadUri(artifact.Uri, null, destination, transfer, cancellationToken);
    }

    /// <summary>Opens what a URI names, for reading: the root that it lies below, and its path from there.</summary>
    /// <param name="uri">
    /// <c>runs:/run_id/path</c>, <c>models:/name/version/path</c> in all its forms, a local folder or a <c>file:</c> URI. What a run of
    /// MLflow 3 logged as a model is found through the run too.
    /// </param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The root's artifacts (dispose them when done), and the path below it; '' when the URI is the root.</returns>
    public (MlArtifactFolder Folder, string Path) OpenUri(string uri, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return OpenAny(uri, isGivenByUser: true, cancellationToken);
    }

    /// <summary>Opens what a store says where something is: never a folder of this machine on a server's word alone.</summary>
    internal (MlArtifactFolder Folder, string Path) OpenLocation(string location, CancellationToken cancellationToken) =>
        OpenAny(location, isGivenByUser: false, cancellationToken, hops: 1);

    private (MlArtifactFolder Folder, string Path) OpenAny(string uri, bool isGivenByUser, CancellationToken cancellationToken, int hops = 0)
    {
        switch (ArtifactUris.Scheme(uri))
        {
            case "runs":
                (string runId, string path) = ArtifactUris.ParseRun(uri);
                return (OpenLoggedModel(runId, path, cancellationToken) ?? Open(runId, cancellationToken: cancellationToken), path);
            case "models":
                (ModelUri model, string below) = ModelUri.Split(uri);
                if (hops == MaximumHops)
                {
                    throw ArtifactErrors.NoEnd(uri);
                }

                (MlArtifactFolder folder, string start) = OpenAny(
                    LocationOf(model, cancellationToken), isGivenByUser: false, cancellationToken, hops + 1);
                return (folder, ArtifactPaths.Join(start, ArtifactPaths.Folder(below)));
            default:
                return (new MlArtifactFolder(OpenStore(uri, isGivenByUser, isOfRegistry: hops > 0), _options), "");
        }
    }

    /// <summary>Where the files of a version or logged model are.</summary>
    internal string LocationOf(ModelUri uri, CancellationToken cancellationToken)
    {
        if (uri.ModelId is not null)
        {
            return _client.GetLoggedModel(uri, cancellationToken).ArtifactLocation;
        }

        MlModelVersion version = _client.ResolveModelUri(uri, cancellationToken);
        string location = _client.GetModelVersionLocation(version.Name, version.Version, cancellationToken);

        // A version of a logged model is stored as such by MLflow 3 when it couldn't look the model up.
        return ModelUri.IsModelUri(location) && ModelUri.Parse(location) is { ModelId: not null } logged
            ? LocationOf(logged, cancellationToken)
            : location;
    }

    /// <summary>Opens the place of a logged model's files, which a server may keep.</summary>
    internal IArtifactStore Open(LoggedModel model) => OpenStore(model.ArtifactLocation, isGivenByUser: false);

    // What MLflow 3 logs as a model lies beside the run's artifacts, and is the run's by name alone.
    private MlArtifactFolder? OpenLoggedModel(string runId, string path, CancellationToken cancellationToken)
    {
        if (path.Length == 0 || _client.LoggedModels(cancellationToken) is not { } models)
        {
            return null;
        }

        string name = path.Split('/')[0];
        if (models.GetLoggedModels(runId, name, cancellationToken) is not [LoggedModel model, ..])
        {
            return null;
        }

        PrefixedArtifactStore store = new(Open(model), name, $"runs:/{runId}");
        if (store.Find(path, cancellationToken) is not null)
        {
            return new MlArtifactFolder(store, _options, runId, _client.Store.Key);
        }

        store.Dispose();
        return null;
    }

    private IArtifactStore OpenStore(string uri, bool isGivenByUser, bool isOfRegistry = false)
    {
        // A server that is the registry alone has no say about this machine's folders either.
        IStore asked = isOfRegistry && ArtifactUris.Scheme(uri) is null or "file" ? _client.Registry : _client.Store;
        return asked is IOpensArtifacts opener ? opener.OpenArtifacts(uri, _options, isGivenByUser) : ArtifactStores.Open(uri, _options);
    }
}
