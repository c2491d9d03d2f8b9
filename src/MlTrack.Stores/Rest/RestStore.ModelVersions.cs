using MlTrack.Search;
using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Rest;

internal sealed partial class RestStore
{
    private const string VersionPath = "model-versions/";
    private const int FewModels = 5;
    private const int MostRaces = 6;

    /// <inheritdoc/>
    public MlModelVersion CreateModelVersion(NewModelVersion version, CancellationToken cancellationToken = default)
    {
        string requestId = Guid.NewGuid().ToString("N");
        ModelRequest request = new()
        {
            Name = version.Name,
            Source = version.Source,
            RunId = version.RunId,
            RunLink = version.RunLink,
            Description = version.Description,
            ModelId = version.ModelId,
            Tags = [.. version.Tags.Select(PairMessage.Of), new PairMessage { Key = RestModels.RequestTag, Value = requestId }],
        };
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return Create(
                    () => Read(_client.Post(
                        VersionPath + "create", request, RestWire.Json.ModelRequest, RestWire.Json.ModelVersionReply, cancellationToken,
                        mayRepeat: false)),
                    () => FindCreatedVersion(version.Name, requestId, cancellationToken),
                    cancellationToken);
            }
            catch (ServerRefusal refusal)
            {
                if (GetModel(version.Name, cancellationToken) is null)
                {
                    throw MlErrors.ModelNotFound(version.Name);
                }

                if (attempt == MostRaces || refusal.ErrorCode is not (MlErrorCode.ResourceDoesNotExist or MlErrorCode.InternalError))
                {
                    throw;
                }

                // Others are at the same model: it came between the refusal and our look, or they took each number that the server tried.
                if (FindCreatedVersion(version.Name, requestId, cancellationToken) is { } made)
                {
                    return made;
                }

                cancellationToken.WaitHandle.WaitOne(_settings.Backoff * (attempt * Random.Shared.NextDouble()));
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <inheritdoc/>
    public MlModelVersion? GetModelVersion(string name, int version, CancellationToken cancellationToken = default)
    {
        try
        {
            return Read(Get(
                VersionPath + "get", [("name", name), ("version", Number(version))], RestWire.Json.ModelVersionReply, cancellationToken));
        }
        catch (ServerRefusal missing) when (missing.ErrorCode == MlErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public MlModelVersion? GetModelVersionByAlias(string name, string alias, CancellationToken cancellationToken = default)
    {
        try
        {
            return Read(Get(
                ModelPath + "alias", [("name", name), ("alias", alias)], RestWire.Json.ModelVersionReply, cancellationToken));
        }
        catch (ServerRefusal missing) when (missing.ErrorCode is MlErrorCode.ResourceDoesNotExist or MlErrorCode.InvalidParameterValue)
        {
            return GetModel(name, cancellationToken) is null ? throw MlErrors.ModelNotFound(name) : null;
        }
    }

    /// <inheritdoc/>
    public string GetModelVersionLocation(string name, int version, CancellationToken cancellationToken = default)
    {
        try
        {
            return Get(
                VersionPath + "get-download-uri", [("name", name), ("version", Number(version))], RestWire.Json.ModelVersionReply,
                cancellationToken).ArtifactUri ?? "";
        }
        catch (ServerRefusal refusal)
        {
            throw ExplainVersion(name, version, refusal, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void UpdateModelVersion(string name, int version, string? description, CancellationToken cancellationToken = default) =>
        ChangeVersion(
            HttpMethod.Patch, "update", name, version, new ModelRequest { Description = description ?? "" }, cancellationToken);

    /// <inheritdoc/>
    public void SetModelVersionStage(
        string name, int version, MlModelStage stage, bool archiveExisting, CancellationToken cancellationToken = default) =>
        ChangeVersion(
            HttpMethod.Post, "transition-stage", name, version,
            new ModelRequest { Stage = ModelStages.Word(stage), ArchiveExistingVersions = archiveExisting }, cancellationToken);

    /// <inheritdoc/>
    public void DeleteModelVersion(string name, int version, CancellationToken cancellationToken = default)
    {
        // Servers before 3 leave its aliases behind, pointing nowhere.
        IReadOnlyList<string> aliases = IsOld(cancellationToken) ? GetModelVersion(name, version, cancellationToken)?.Aliases ?? [] : [];
        ChangeVersion(HttpMethod.Delete, "delete", name, version, new ModelRequest(), cancellationToken, isRemoval: true);
        foreach (string alias in aliases)
        {
            DeleteModelAlias(name, alias, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void SetModelVersionTags(
        string name, int version, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default)
    {
        foreach ((string key, string value) in tags)
        {
            ChangeVersion(
                HttpMethod.Post, "set-tag", name, version, new ModelRequest { Key = key, Value = value }, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void DeleteModelVersionTag(string name, int version, string key, CancellationToken cancellationToken = default) =>
        ChangeVersion(HttpMethod.Delete, "delete-tag", name, version, new ModelRequest { Key = key }, cancellationToken);

    /// <inheritdoc/>
    public MlPage<MlModelVersion> SearchModelVersions(
        ModelSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        ModelVersionsReply reply = SearchRegistry(
            VersionPath + "search", search, maxResults, pageToken, SearchKind.ModelVersions, RestWire.Json.ModelVersionsReply,
            cancellationToken);
        List<ModelVersionMessage> versions = reply.ModelVersions ?? [];
        Dictionary<string, List<AliasMessage>?> aliases = AliasesOf(
            versions.Select(version => version.Name ?? "").ToHashSet(StringComparer.Ordinal), cancellationToken);
        RestModels models = new(Key);
        return new MlPage<MlModelVersion>(
            versions.ConvertAll(version => models.ModelVersion(version, aliases.GetValueOrDefault(version.Name ?? ""))),
            Given(reply.NextPageToken));
    }

    // A page of versions says nothing of aliases: their models do, one by one where they are few, else all of them.
    private Dictionary<string, List<AliasMessage>?> AliasesOf(HashSet<string> names, CancellationToken cancellationToken)
    {
        Dictionary<string, List<AliasMessage>?> found = new(StringComparer.Ordinal);
        if (names.Count <= FewModels)
        {
            foreach (string name in names)
            {
                found[name] = Get(ModelPath + "get", [("name", name)], RestWire.Json.ModelReply, cancellationToken).RegisteredModel?.Aliases;
            }

            return found;
        }

        string? token = null;
        do
        {
            ModelsReply page = SearchRegistry(
                ModelPath + "search", new ModelSearch(), MlLimits.ModelPageSize, token, SearchKind.RegisteredModels, RestWire.Json.ModelsReply,
                cancellationToken);
            foreach (ModelMessage model in page.RegisteredModels ?? [])
            {
                found[model.Name ?? ""] = model.Aliases;
            }

            token = Given(page.NextPageToken);
        }
        while (token is not null);
        return found;
    }

    private MlModelVersion Read(ModelVersionReply reply) => reply.ModelVersion is { } version
        ? new RestModels(Key).ModelVersion(version)
        : throw _client.Errors.NoServer("it answers with a model version that isn't there");

    private MlModelVersion? FindCreatedVersion(string name, string requestId, CancellationToken cancellationToken) => SearchModelVersions(
        new ModelSearch { Filter = $"name = {MlFilter.Quote(name)} AND tags.`{RestModels.RequestTag}` = '{requestId}'" }, 1, null,
        cancellationToken).Items is [var found, ..] ? found : null;

    private void ChangeVersion(
        HttpMethod method,
        string path,
        string name,
        int version,
        ModelRequest request,
        CancellationToken cancellationToken,
        bool isRemoval = false)
    {
        try
        {
            SendModel(method, VersionPath + path, request with { Name = name, Version = Number(version) }, cancellationToken);
        }
        catch (ServerRefusal refusal)
        {
            MlException reason = ExplainVersion(name, version, refusal, cancellationToken);

            // What a lost first request has removed is gone as it should be.
            if (!isRemoval || !refusal.IsRepeated || reason == refusal)
            {
                throw reason;
            }
        }
    }

    private MlException ExplainVersion(string name, int version, ServerRefusal refusal, CancellationToken cancellationToken) =>
        GetModelVersion(name, version, cancellationToken) is not null ? refusal
            : GetModel(name, cancellationToken) is null ? MlErrors.ModelNotFound(name)
            : MlErrors.ModelVersionNotFound(name, version);
}
