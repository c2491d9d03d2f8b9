using MlTrack.Stores.Rest.Messages;
using MlTrack.Stores.Sql;

namespace MlTrack.Stores.Rest;

internal sealed partial class RestStore
{
    /// <inheritdoc/>
    public MlRun CreateRun(string runId, NewRun run, CancellationToken cancellationToken = default)
    {
        // The server chooses the id; ours marks the request instead.
        RunRequest request = new()
        {
            ExperimentId = run.ExperimentId,
            UserId = run.UserId,
            RunName = run.Name,
            StartTime = run.StartTime,
            Tags = [.. run.Tags.Select(PairMessage.Of), new PairMessage { Key = RestModels.RequestTag, Value = runId }],
        };
        bool isSecond = false;
        try
        {
            MlRun created = Create(
                () => Read(_client.Post(
                    "runs/create", request, RestWire.Json.RunRequest, RestWire.Json.RunReply, cancellationToken, mayRepeat: false)),
                () =>
                {
                    isSecond = true;
                    return FindCreated(run.ExperimentId, runId, cancellationToken);
                },
                cancellationToken);

            // A first request that arrived late may have made a run too.
            return isSecond ? FindCreated(run.ExperimentId, runId, cancellationToken) ?? created : created;
        }
        catch (ServerRefusal refusal)
        {
            throw ExplainExperiment(run.ExperimentId, refusal, MlErrorCode.InvalidParameterValue, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public MlRun? GetRun(string runId, CancellationToken cancellationToken = default)
    {
        try
        {
            return Read(Get("runs/get", [("run_id", runId)], RestWire.Json.RunReply, cancellationToken));
        }
        catch (ServerRefusal missing) when (missing.ErrorCode == MlErrorCode.ResourceDoesNotExist)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void UpdateRun(string runId, RunUpdate update, CancellationToken cancellationToken = default)
    {
        // Tags first: if one of two requests is refused, it is this one, and then nothing was changed. The name's tag follows by itself.
        List<KeyValuePair<string, string>> tags = [.. update.Tags.Where(tag => update.Name is null || tag.Key != MlTags.RunName)];
        bool hasMore = update.Name is not null || update.Status is not null || update.EndTime is not null;
        if (tags.Count > 0 || !hasMore)
        {
            LogBatch(new RunBatch(runId) { Tags = tags }, cancellationToken);
        }

        if (hasMore)
        {
            Change(
                "runs/update",
                new RunRequest
                {
                    RunId = runId,
                    RunName = update.Name,
                    Status = update.Status is { } status ? RunStatuses.Write(status) : null,
                    EndTime = update.EndTime,
                },
                cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void DeleteRun(string runId, CancellationToken cancellationToken = default) =>
        Change("runs/delete", new RunRequest { RunId = runId }, cancellationToken);

    /// <inheritdoc/>
    public void RestoreRun(string runId, CancellationToken cancellationToken = default) =>
        Change("runs/restore", new RunRequest { RunId = runId }, cancellationToken);

    /// <inheritdoc/>
    public void DeleteRunTag(string runId, string key, CancellationToken cancellationToken = default)
    {
        try
        {
            PostRun("runs/delete-tag", new RunRequest { RunId = runId, Key = key }, cancellationToken);
        }
        catch (ServerRefusal refusal)
        {
            MlException reason = ExplainRun(runId, refusal, cancellationToken);
            if (reason != refusal || refusal.ErrorCode != MlErrorCode.ResourceDoesNotExist)
            {
                throw reason;
            }

            // It was there when the request came the first time.
            if (!refusal.IsRepeated)
            {
                throw MlErrors.TagNotFound(key, $"run {runId}");
            }
        }
    }

    private void Change(string path, RunRequest request, CancellationToken cancellationToken)
    {
        try
        {
            PostRun(path, request, cancellationToken);
        }
        catch (ServerRefusal refusal)
        {
            throw ExplainRun(request.RunId!, refusal, cancellationToken);
        }
    }

    private MlRun Read(RunReply reply) => reply.Run is { } run
        ? new RestModels(Key).Run(run, s_everything)
        : throw _client.Errors.NoServer("it answers with a run that isn't there");

    /// <summary>The run that a request created, however often it arrived; what a repetition made too is deleted.</summary>
    private MlRun? FindCreated(string experimentId, string requestId, CancellationToken cancellationToken)
    {
        RunSearch search = new()
        {
            ExperimentIds = [experimentId],
            Filter = $"tags.`{RestModels.RequestTag}` = '{requestId}'",
        };
        IReadOnlyList<MlRun> found = SearchRuns(search, 10, null, cancellationToken).Items;
        foreach (MlRun twin in found.Skip(1))
        {
            DeleteRun(twin.RunId, cancellationToken);
        }

        return found.Count > 0 ? found[0] : null;
    }

    // What a refused write was about: a run that is missing or deleted, or the request itself.
    private MlException ExplainRun(string runId, ServerRefusal refusal, CancellationToken cancellationToken) =>
        GetRun(runId, cancellationToken) switch
        {
            null => MlErrors.RunNotFound(runId),
            { LifecycleStage: MlLifecycleStage.Deleted } => MlErrors.RunDeleted(runId),
            _ => refusal,
        };
}
