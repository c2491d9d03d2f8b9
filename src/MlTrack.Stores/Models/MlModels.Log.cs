using System.Text.Json.Nodes;
using MlTrack.Stores.ModelFormat;

namespace MlTrack.Stores;

public sealed partial class MlModels
{
    private const string HistoryTag = "mlflow.log-model.history";

    /// <summary>
    /// Logs a model to an active run: its files, and beside them <c>MLmodel</c>, what it needs, and its example. In stores of MLflow 2 it
    /// lies among the run's artifacts and in the run's history of models, in those of MLflow 3 it is a logged model and an output of the run.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="model">The model.</param>
    /// <param name="transfer">How to transfer; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was logged.</returns>
    public MlModelInfo Log(
        string runId, ModelToLog model, ArtifactTransfer? transfer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        string name = ArtifactPaths.File(model.ArtifactPath);
        ModelContent content = ModelContent.Of(model);
        MlRun run = _client.GetRun(runId, cancellationToken);
        if (run.LifecycleStage == MlLifecycleStage.Deleted)
        {
            throw MlErrors.RunDeleted(runId);
        }

        return _client.LoggedModels(cancellationToken) is { } models
            ? LogAsModel(models, run, name, content, model.Tags, transfer, cancellationToken)
            : LogToRun(run, name, content, transfer, cancellationToken);
    }

    private MlModelInfo LogToRun(
        MlRun run, string path, ModelContent content, ArtifactTransfer? transfer, CancellationToken cancellationToken)
    {
        JsonObject file = content.File(run.RunId, path, Guid.NewGuid().ToString("N"), null);
        using (MlArtifactFolder folder = _artifacts.Open(run))
        {
            content.Write(folder.Store, path, file, transfer, cancellationToken);
        }

        AddToHistory(run, file, cancellationToken);
        return ModelFile.ToInfo(file, $"runs:/{run.RunId}/{path}", _client.Store.Key);
    }

    private MlModelInfo LogAsModel(
        ILoggedModelStore models, MlRun run, string name, ModelContent content, IReadOnlyList<KeyValuePair<string, string>> tags,
        ArtifactTransfer? transfer, CancellationToken cancellationToken)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            throw MlErrors.InvalidName(
                $"The model's name {MlText.Show(name)} can't be used: in stores of MLflow 3 it is a name without '/'.", name);
        }

        LoggedModel made = models.CreateLoggedModel(run.RunId, name, cancellationToken);
        bool isReady = false;
        try
        {
            if (tags.Count > 0)
            {
                models.SetLoggedModelTags(made.ModelId, tags, cancellationToken);
            }

            JsonObject file = content.File(run.RunId, made.ArtifactLocation, made.ModelId, made.ModelId);
            using (IArtifactStore store = _artifacts.Open(made))
            {
                content.Write(store, "", file, transfer, cancellationToken);
            }

            models.FinishLoggedModel(made, isReady: true, cancellationToken);
            isReady = true;
            return ModelFile.ToInfo(file, $"runs:/{run.RunId}/{name}", _client.Store.Key);
        }
        finally
        {
            if (!isReady)
            {
                GiveUp(models, made);
            }
        }
    }

    private static void GiveUp(ILoggedModelStore models, LoggedModel made)
    {
        try
        {
            models.FinishLoggedModel(made, isReady: false, CancellationToken.None);
        }
        catch (MlException)
        {
            // The model stays PENDING; what went wrong first says more.
        }
    }

    // What MLflow 2 shows as the models of a run.
    private void AddToHistory(MlRun run, JsonObject file, CancellationToken cancellationToken)
    {
        JsonArray history = [];
        if (_client.GetRun(run.RunId, cancellationToken).Tags.TryGetValue(HistoryTag, out string? before)
            && JsonLine.Parse(before, $"The tag {HistoryTag}") is JsonArray known)
        {
            history = known;
        }

        JsonObject entry = [];
        foreach (string key in new[] { "run_id", "artifact_path", "utc_time_created", "model_uuid", "flavors" })
        {
            entry[key] = file[key]?.DeepClone();
        }

        history.Add((JsonNode)entry);
        string text = JsonLine.Of(history);

        // A tag has its limit; the newest models are those that are asked for.
        while (MlText.IsLongerThan(text, _client.Store.Open(cancellationToken).RunTagValueLength) && history.Count > 1)
        {
            history.RemoveAt(0);
            text = JsonLine.Of(history);
        }

        _client.SetTag(run.RunId, HistoryTag, text, cancellationToken);
    }
}
