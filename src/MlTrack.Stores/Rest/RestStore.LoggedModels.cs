using System.Buffers;
using System.Text.Json;
using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Rest;

internal sealed partial class RestStore : ILoggedModelStore
{
    private const string LoggedModelPath = "logged-models";
    private const int LoggedModelPage = 100;

    // MLflow refuses these in the name of a logged model, so that none of such a name needs to be looked for.
    private static readonly SearchValues<char> s_neverInModelNames = SearchValues.Create("/:.%\"'");

    /// <inheritdoc/>
    public LoggedModel CreateLoggedModel(string runId, string name, CancellationToken cancellationToken = default)
    {
        // The server would make one for a deleted run too.
        MlRun run = GetRun(runId, cancellationToken) ?? throw MlErrors.RunNotFound(runId);
        if (run.LifecycleStage == MlLifecycleStage.Deleted)
        {
            throw MlErrors.RunDeleted(runId);
        }

        string requestId = Guid.NewGuid().ToString("N");
        LoggedModelRequest request = new()
        {
            ExperimentId = run.ExperimentId,
            Name = name,
            SourceRunId = runId,
            Params = [.. run.Params.Select(PairMessage.Of)],
            Tags = [new PairMessage { Key = RestModels.RequestTag, Value = requestId }],
        };
        try
        {
            return Create(
                () => Read(_client.Post(
                    LoggedModelPath, request, RestWire.Json.LoggedModelRequest, RestWire.Json.LoggedModelReply, cancellationToken,
                    mayRepeat: false)),
                () => SearchLoggedModels(
                    run.ExperimentId, $"tags.`{RestModels.RequestTag}` = '{requestId}'", cancellationToken) is [LoggedModelInfoMessage found, ..]
                    ? Read(found)
                    : null,
                cancellationToken);
        }
        catch (ServerRefusal refusal)
        {
            throw ExplainExperiment(run.ExperimentId, refusal, MlErrorCode.InvalidParameterValue, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void FinishLoggedModel(LoggedModel model, bool isReady, CancellationToken cancellationToken = default)
    {
        // The output first: a model that is READY and no run's would never be found through its run.
        if (isReady && model.SourceRunId is { } runId)
        {
            LogOutput(runId, model.ModelId, cancellationToken);
        }

        LoggedModelRequest request = new()
        {
            ModelId = model.ModelId,
            Status = isReady ? "LOGGED_MODEL_READY" : "LOGGED_MODEL_UPLOAD_FAILED",
        };
        Patch(PathOf(model.ModelId), request, cancellationToken);
    }

    /// <inheritdoc/>
    public void SetLoggedModelTags(
        string modelId, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default)
    {
        try
        {
            LoggedModelRequest request = new() { Tags = [.. tags.Select(PairMessage.Of)] };
            Patch(PathOf(modelId) + "/tags", request, cancellationToken);
        }
        catch (ServerRefusal missing) when (missing.ErrorCode == MlErrorCode.ResourceDoesNotExist)
        {
            throw MlErrors.LoggedModelNotFound(modelId, "models:/" + modelId);
        }
    }

    /// <inheritdoc/>
    public LoggedModel? GetLoggedModel(string modelId, CancellationToken cancellationToken = default)
    {
        // What isn't one part of a path is no id, and would ask for something else.
        if (modelId.Trim('.').Length == 0 || modelId.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return Read(Get(PathOf(modelId), [], RestWire.Json.LoggedModelReply, cancellationToken));
        }
        catch (ServerRefusal missing) when (missing.ErrorCode == MlErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<LoggedModel> GetLoggedModels(string runId, string name, CancellationToken cancellationToken = default)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny(s_neverInModelNames))
        {
            return [];
        }

        RunMessage run = RunOf(runId, cancellationToken);
        Dictionary<string, long> steps = new(StringComparer.Ordinal);
        foreach (ModelOutputMessage output in run.Outputs?.ModelOutputs ?? [])
        {
            steps[output.ModelId] = Math.Max(output.Step, steps.GetValueOrDefault(output.ModelId));
        }

        return
        [
            .. SearchLoggedModels(run.Info?.ExperimentId ?? "", $"name = '{name}' AND source_run_id = '{runId}'", cancellationToken)
                .OrderByDescending(model => steps.GetValueOrDefault(model.ModelId ?? ""))
                .ThenByDescending(model => model.CreationTimestampMs)
                .ThenBy(model => model.ModelId, StringComparer.Ordinal)
                .Select(model => Read(model) with { Step = steps.GetValueOrDefault(model.ModelId ?? "") }),
        ];
    }

    private void Patch(string path, LoggedModelRequest request, CancellationToken cancellationToken) => _client.Send(
        new RestCall(HttpMethod.Patch, RestClient.Api + path)
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(request, RestWire.Json.LoggedModelRequest),
        },
        RestWire.Json.EmptyMessage, cancellationToken);

    // The server adds an output as often as it is asked to, so after a lost answer it is looked for.
    private void LogOutput(string runId, string modelId, CancellationToken cancellationToken)
    {
        LogOutputsRequest request = new() { RunId = runId, Models = [new ModelOutputMessage { ModelId = modelId }] };
        try
        {
            Create(
                () => _client.Post(
                    "runs/outputs", request, RestWire.Json.LogOutputsRequest, RestWire.Json.EmptyMessage, cancellationToken, mayRepeat: false),
                () => RunOf(runId, cancellationToken).Outputs?.ModelOutputs?.Exists(output => output.ModelId == modelId) == true
                    ? new EmptyMessage()
                    : null,
                cancellationToken);
        }
        catch (ServerRefusal refusal)
        {
            throw ExplainRun(runId, refusal, cancellationToken);
        }
    }

    private RunMessage RunOf(string runId, CancellationToken cancellationToken)
    {
        try
        {
            return Get("runs/get", [("run_id", runId)], RestWire.Json.RunReply, cancellationToken).Run ?? new RunMessage();
        }
        catch (ServerRefusal missing) when (missing.ErrorCode == MlErrorCode.ResourceDoesNotExist)
        {
            throw MlErrors.RunNotFound(runId);
        }
    }

    private List<LoggedModelInfoMessage> SearchLoggedModels(string experimentId, string filter, CancellationToken cancellationToken)
    {
        List<LoggedModelInfoMessage> found = [];
        string? token = null;
        do
        {
            SearchRequest search = new()
            {
                ExperimentIds = [experimentId],
                Filter = filter,
                MaxResults = LoggedModelPage,
                PageToken = token,
            };
            LoggedModelsReply page = _client.Post(
                LoggedModelPath + "/search", search, RestWire.Json.SearchRequest, RestWire.Json.LoggedModelsReply, cancellationToken);
            found.AddRange((page.Models ?? []).Select(model => model.Info).OfType<LoggedModelInfoMessage>());
            token = Given(page.NextPageToken);
        }
        while (token is not null);
        return found;
    }

    private LoggedModel Read(LoggedModelReply reply) => reply.Model?.Info is { } model
        ? Read(model)
        : throw _client.Errors.NoServer("it answers with a logged model that isn't there");

    private static LoggedModel Read(LoggedModelInfoMessage model) =>
        new(model.ModelId ?? "", model.Name ?? "", model.ArtifactUri ?? "")
        {
            SourceRunId = Given(model.SourceRunId),
            Tags = (model.Tags ?? []).DistinctBy(tag => tag.Key).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal),
        };

    private static string PathOf(string modelId) => $"{LoggedModelPath}/{System.Uri.EscapeDataString(modelId)}";
}
