using MlTrack.Stores.Rest.Messages;

namespace MlTrack.Stores.Rest;

internal sealed partial class RestStore
{
    /// <inheritdoc/>
    public MlExperiment CreateExperiment(NewExperiment experiment, CancellationToken cancellationToken = default)
    {
        ExperimentRequest request = new()
        {
            Name = experiment.Name,
            ArtifactLocation = experiment.ArtifactLocation,
            Tags = experiment.Tags.Count > 0 ? [.. experiment.Tags.Select(PairMessage.Of)] : null,
        };
        bool isSecond = false;
        try
        {
            string id = Create(
                () => _client.Post(
                    "experiments/create", request, RestWire.Json.ExperimentRequest, RestWire.Json.ExperimentReply, cancellationToken,
                    mayRepeat: false).ExperimentId ?? "",
                () =>
                {
                    isSecond = true;
                    return GetExperimentByName(experiment.Name, cancellationToken)?.ExperimentId;
                },
                cancellationToken);
            return GetExperiment(id, cancellationToken) ?? throw MlErrors.ExperimentNotFound(id);
        }
        catch (ServerRefusal taken) when (taken.ErrorCode == MlErrorCode.ResourceAlreadyExists)
        {
            MlExperiment? owner = GetExperimentByName(experiment.Name, cancellationToken);

            // A first request that arrived late made it meanwhile.
            return isSecond && owner is { LifecycleStage: MlLifecycleStage.Active }
                ? owner
                : throw MlErrors.ExperimentExists(experiment.Name, owner?.LifecycleStage == MlLifecycleStage.Deleted);
        }
    }

    /// <inheritdoc/>
    public MlExperiment? GetExperiment(string experimentId, CancellationToken cancellationToken = default) =>
        FindExperiment("experiments/get", "experiment_id", experimentId, cancellationToken);

    /// <inheritdoc/>
    public MlExperiment? GetExperimentByName(string name, CancellationToken cancellationToken = default) =>
        FindExperiment("experiments/get-by-name", "experiment_name", name, cancellationToken);

    /// <inheritdoc/>
    public void RenameExperiment(string experimentId, string newName, CancellationToken cancellationToken = default)
    {
        try
        {
            PostExperiment(
                "experiments/update", new ExperimentRequest { ExperimentId = experimentId, NewName = newName }, cancellationToken);
        }
        catch (ServerRefusal refusal)
        {
            // MLflow's answer to a taken name is BAD_REQUEST with the text of a statement.
            if (refusal.ErrorCode is MlErrorCode.BadRequest or MlErrorCode.ResourceAlreadyExists
                && GetExperimentByName(newName, cancellationToken) is { } owner && owner.ExperimentId != experimentId)
            {
                throw MlErrors.ExperimentExists(newName, owner.LifecycleStage == MlLifecycleStage.Deleted);
            }

            throw ExplainExperiment(experimentId, refusal, refusal.ErrorCode, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void DeleteExperiment(string experimentId, CancellationToken cancellationToken = default) =>
        MoveExperiment("experiments/delete", experimentId, MlLifecycleStage.Deleted, cancellationToken);

    /// <inheritdoc/>
    public void RestoreExperiment(string experimentId, CancellationToken cancellationToken = default) =>
        MoveExperiment("experiments/restore", experimentId, MlLifecycleStage.Active, cancellationToken);

    /// <inheritdoc/>
    public void SetExperimentTags(
        string experimentId, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellationToken = default)
    {
        try
        {
            foreach ((string key, string value) in tags)
            {
                PostExperiment(
                    "experiments/set-experiment-tag",
                    new ExperimentRequest { ExperimentId = experimentId, Key = key, Value = value }, cancellationToken);
            }
        }
        catch (ServerRefusal refusal)
        {
            throw ExplainExperiment(experimentId, refusal, MlErrorCode.InvalidParameterValue, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void DeleteExperimentTag(string experimentId, string key, CancellationToken cancellationToken = default)
    {
        try
        {
            PostExperiment(
                "experiments/delete-experiment-tag", new ExperimentRequest { ExperimentId = experimentId, Key = key }, cancellationToken);
        }
        catch (ServerRefusal refusal)
        {
            MlException reason = ExplainExperiment(experimentId, refusal, MlErrorCode.InvalidParameterValue, cancellationToken);
            if (reason != refusal || refusal.ErrorCode != MlErrorCode.ResourceDoesNotExist)
            {
                throw reason;
            }

            // It was there when the request came the first time.
            if (!refusal.IsRepeated)
            {
                throw MlErrors.TagNotFound(key, $"experiment {experimentId}");
            }
        }
        catch (MlException missing) when (missing.ErrorCode == MlErrorCode.NotImplemented)
        {
            throw DeletedOrMissing(experimentId, MlErrorCode.InvalidParameterValue, cancellationToken) ?? new MlException(
                MlErrorCode.NotImplemented, MlEntity.None,
                $"The MLflow server {Uri} can't remove tags of experiments; servers from version 3 on can. Set the tag to '' instead.");
        }
    }

    private MlExperiment? FindExperiment(string path, string name, string value, CancellationToken cancellationToken)
    {
        try
        {
            return Get(path, [(name, value)], RestWire.Json.ExperimentReply, cancellationToken).Experiment is { } found
                ? new RestModels(Key).Experiment(found)
                : throw _client.Errors.NoServer("it answers with an experiment that isn't there");
        }
        catch (ServerRefusal refusal) when (refusal.ErrorCode == MlErrorCode.ResourceDoesNotExist
            && (name != "experiment_id" || value.All(char.IsAsciiDigit)))
        {
            return null;
        }
        catch (ServerRefusal refusal) when (name == "experiment_id"
            && refusal.ErrorCode is MlErrorCode.InvalidParameterValue or MlErrorCode.ResourceDoesNotExist)
        {
            // Servers before 3 say 'not found' of what no id can be.
            throw MlErrors.InvalidId($"{MlText.Show(value)} is no experiment id. Get-MlExperiment lists the experiments.", value);
        }
    }

    private void MoveExperiment(string path, string experimentId, MlLifecycleStage stage, CancellationToken cancellationToken)
    {
        try
        {
            PostExperiment(path, new ExperimentRequest { ExperimentId = experimentId }, cancellationToken);
        }
        catch (ServerRefusal refusal) when (refusal.ErrorCode == MlErrorCode.ResourceDoesNotExist)
        {
            // The server says the same of one that is missing and of one that is there already, which after a lost answer is our own work.
            MlLifecycleStage? found = GetExperiment(experimentId, cancellationToken)?.LifecycleStage;
            if (found is null)
            {
                throw MlErrors.ExperimentNotFound(experimentId);
            }

            if (found != stage)
            {
                throw;
            }

            if (!refusal.IsRepeated)
            {
                throw stage == MlLifecycleStage.Deleted
                    ? MlErrors.ExperimentDeleted(experimentId, MlErrorCode.ResourceDoesNotExist)
                    : MlErrors.ExperimentActive(experimentId);
            }
        }
        catch (ServerRefusal refusal)
        {
            throw ExplainExperiment(experimentId, refusal, MlErrorCode.InvalidParameterValue, cancellationToken);
        }
    }

    // What a refused write was about: an experiment that is missing or deleted, or the request itself.
    private MlException ExplainExperiment(
        string experimentId, ServerRefusal refusal, MlErrorCode deletedCode, CancellationToken cancellationToken) =>
        DeletedOrMissing(experimentId, deletedCode, cancellationToken) ?? refusal;

    private MlException? DeletedOrMissing(string experimentId, MlErrorCode deletedCode, CancellationToken cancellationToken) =>
        GetExperiment(experimentId, cancellationToken) switch
        {
            null => MlErrors.ExperimentNotFound(experimentId),
            { LifecycleStage: MlLifecycleStage.Deleted } => MlErrors.ExperimentDeleted(experimentId, deletedCode),
            _ => null,
        };
}
