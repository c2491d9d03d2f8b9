using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MlTrack.Search;
using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Rest;

internal sealed partial class RestStore : IRegistryStore
{
    private const string ModelPath = "registered-models/";

    /// <inheritdoc/>
    public MlModel CreateModel(NewModel model, CancellationToken cancellationToken = default)
    {
        ModelRequest request = new()
        {
            Name = model.Name,
            Description = model.Description,
            Tags = model.Tags.Count > 0 ? [.. model.Tags.Select(PairMessage.Of)] : null,
        };
        bool isSecond = false;
        try
        {
            return Create(
                () => Read(_client.Post(
                    ModelPath + "create", request, RestWire.Json.ModelRequest, RestWire.Json.ModelReply, cancellationToken, mayRepeat: false)),
                () =>
                {
                    isSecond = true;
                    return GetModel(model.Name, cancellationToken);
                },
                cancellationToken);
        }
        catch (ServerRefusal taken) when (taken.ErrorCode == MlErrorCode.ResourceAlreadyExists)
        {
            // A first request that arrived late made it meanwhile.
            return (isSecond ? GetModel(model.Name, cancellationToken) : null) ?? throw MlErrors.ModelExists(model.Name);
        }
    }

    /// <inheritdoc/>
    public MlModel? GetModel(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return Read(Get(ModelPath + "get", [("name", name)], RestWire.Json.ModelReply, cancellationToken));
        }
        catch (ServerRefusal missing) when (missing.ErrorCode == MlErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void UpdateModel(string name, string? description, CancellationToken cancellationToken = default) =>
        ChangeModel(HttpMethod.Patch, "update", new ModelRequest { Name = name, Description = description ?? "" }, cancellationToken);

    /// <inheritdoc/>
    public void RenameModel(string name, string newName, CancellationToken cancellationToken = default)
    {
        try
        {
            SendModel(HttpMethod.Post, ModelPath + "rename", new ModelRequest { Name = name, NewName = newName }, cancellationToken);
        }
        catch (ServerRefusal refusal)
        {
            bool isThere = GetModel(name, cancellationToken) is not null;
            if (refusal.ErrorCode == MlErrorCode.ResourceAlreadyExists || (isThere && GetModel(newName, cancellationToken) is not null))
            {
                throw MlErrors.ModelExists(newName);
            }

            if (isThere)
            {
                throw;
            }

            // The first request may have done it.
            if (!refusal.IsRepeated || GetModel(newName, cancellationToken) is null)
            {
                throw MlErrors.ModelNotFound(name);
            }
        }
    }

    /// <inheritdoc/>
    public void DeleteModel(string name, CancellationToken cancellationToken = default) =>
        ChangeModel(HttpMethod.Delete, "delete", new ModelRequest { Name = name }, cancellationToken, isRemoval: true);

    /// <inheritdoc/>
    public void SetModelTags(
        string name, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default)
    {
        foreach ((string key, string value) in tags)
        {
            ChangeModel(HttpMethod.Post, "set-tag", new ModelRequest { Name = name, Key = key, Value = value }, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void DeleteModelTag(string name, string key, CancellationToken cancellationToken = default) =>
        ChangeModel(HttpMethod.Delete, "delete-tag", new ModelRequest { Name = name, Key = key }, cancellationToken);

    /// <inheritdoc/>
    public void SetModelAlias(string name, string alias, int version, CancellationToken cancellationToken = default)
    {
        try
        {
            SendModel(
                HttpMethod.Post, ModelPath + "alias", new ModelRequest { Name = name, Alias = alias, Version = Number(version) }, cancellationToken);
        }
        catch (ServerRefusal refusal)
        {
            throw ExplainVersion(name, version, refusal, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void DeleteModelAlias(string name, string alias, CancellationToken cancellationToken = default) =>
        ChangeModel(HttpMethod.Delete, "alias", new ModelRequest { Name = name, Alias = alias }, cancellationToken);

    /// <inheritdoc/>
    public MlPage<MlModel> SearchModels(
        ModelSearch search, int maxResults, string? pageToken, CancellationToken cancellationToken = default)
    {
        ModelsReply reply = SearchRegistry(
            ModelPath + "search", search, maxResults, pageToken, SearchKind.RegisteredModels, RestWire.Json.ModelsReply, cancellationToken);
        return new MlPage<MlModel>(reply.RegisteredModels?.ConvertAll(new RestModels(Key).Model) ?? [], Given(reply.NextPageToken));
    }

    private MlModel Read(ModelReply reply) => reply.RegisteredModel is { } model
        ? new RestModels(Key).Model(model)
        : throw _client.Errors.NoServer("it answers with a model that isn't there");

    private void SendModel(HttpMethod method, string path, ModelRequest request, CancellationToken cancellationToken) => _client.Send(
        new RestCall(method, RestClient.Api + path) { Body = JsonSerializer.SerializeToUtf8Bytes(request, RestWire.Json.ModelRequest) },
        RestWire.Json.EmptyMessage, cancellationToken);

    private void ChangeModel(
        HttpMethod method, string path, ModelRequest request, CancellationToken cancellationToken, bool isRemoval = false)
    {
        try
        {
            SendModel(method, ModelPath + path, request, cancellationToken);
        }
        catch (ServerRefusal refusal)
        {
            if (GetModel(request.Name!, cancellationToken) is not null)
            {
                throw;
            }

            // What a lost first request has removed is gone as it should be.
            if (!isRemoval || !refusal.IsRepeated)
            {
                throw MlErrors.ModelNotFound(request.Name!);
            }
        }
    }

    private T SearchRegistry<T>(
        string path,
        ModelSearch search,
        int maxResults,
        string? pageToken,
        SearchKind kind,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken)
    {
        try
        {
            return Get(
                path,
                [
                    ("filter", Given(search.Filter)), ("max_results", Number(maxResults)), ("page_token", pageToken),
                    .. search.OrderBy.Select(order => ("order_by", (string?)order)),
                ],
                type, cancellationToken);
        }
        catch (ServerRefusal refusal) when (IsAboutSearch(refusal, search.Filter, search.OrderBy))
        {
            throw ExplainSearch(kind, search.Filter, search.OrderBy, refusal);
        }
    }
}
