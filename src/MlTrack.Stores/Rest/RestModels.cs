using System.Collections.ObjectModel;
using MlTrack.Stores.Rest.Messages;
using MlTrack.Stores.Sql;
using MlTrack.Stores.Sql.Readers;

namespace MlTrack.Stores.Rest;

/// <summary>Makes objects of a server's messages. One lives as long as an answer is read, and shares the texts that repeat in it.</summary>
/// <param name="storeKey">The store that the objects come from.</param>
internal sealed class RestModels(string storeKey)
{
    /// <summary>
    /// Marks the request that created a run, so that it can be found again when the answer was lost. It says nothing to a user, and no
    /// object shows it.
    /// </summary>
    public const string RequestTag = "mltrack.requestId";

    private readonly TextPool _texts = new();

    public MlExperiment Experiment(ExperimentMessage message) => new()
    {
        ExperimentId = message.ExperimentId ?? "",
        Name = message.Name ?? "",
        ArtifactLocation = message.ArtifactLocation ?? "",
        LifecycleStage = LifecycleStages.Read(message.LifecycleStage),
        CreationTime = MlTime.FromMilliseconds(message.CreationTime),
        LastUpdateTime = MlTime.FromMilliseconds(message.LastUpdateTime),
        Tags = Texts(message.Tags, null),
        StoreKey = storeKey,
    };

    public MlRun Run(RunMessage message, RunSearch search)
    {
        RunInfoMessage info = message.Info ?? new RunInfoMessage();
        ReadOnlyDictionary<string, string> tags = search.Columns.HasFlag(RunColumns.Tags)
            ? Texts(message.Data?.Tags, search.TagKeys)
            : ReadOnlyDictionary<string, string>.Empty;
        return new MlRun
        {
            RunId = info.RunId ?? info.RunUuid ?? "",
            Name = info.RunName ?? tags.GetValueOrDefault(MlTags.RunName, ""),
            ExperimentId = _texts.Share(info.ExperimentId ?? ""),
            Status = RunStatuses.Read(info.Status),
            StartTime = MlTime.FromMilliseconds(info.StartTime),
            EndTime = MlTime.FromMilliseconds(info.EndTime),
            UserId = info.UserId is null ? null : _texts.Share(info.UserId),
            LifecycleStage = LifecycleStages.Read(info.LifecycleStage),
            ArtifactUri = info.ArtifactUri ?? "",
            Metrics = search.Columns.HasFlag(RunColumns.Metrics)
                ? Metrics(message.Data?.Metrics, search.MetricKeys)
                : ReadOnlyDictionary<string, double>.Empty,
            Params = search.Columns.HasFlag(RunColumns.Params)
                ? Texts(message.Data?.Params, search.ParamKeys)
                : ReadOnlyDictionary<string, string>.Empty,
            Tags = tags,
            Inputs = search.Columns.HasFlag(RunColumns.Inputs) ? Inputs(message.Inputs?.DatasetInputs) : [],
            StoreKey = storeKey,
        };
    }

    public MlMetric Metric(string runId, MetricMessage message) => new()
    {
        RunId = runId,
        Key = _texts.Share(message.Key),
        Value = message.Value,
        Timestamp = MlTime.FromMilliseconds(message.Timestamp),
        Step = message.Step,
        StoreKey = storeKey,
    };

    public MlModel Model(ModelMessage message) => new()
    {
        Name = message.Name ?? "",
        CreationTime = MlTime.FromMilliseconds(message.CreationTimestamp),
        LastUpdatedTime = MlTime.FromMilliseconds(message.LastUpdatedTimestamp),
        Description = Given(message.Description),
        Tags = Texts(message.Tags, null),
        Aliases = new((message.Aliases ?? []).ToDictionary(item => item.Alias, item => (int)item.Version, StringComparer.Ordinal)),
        LatestVersions = message.LatestVersions?.ConvertAll(version => ModelVersion(version, message.Aliases)) ?? [],
        StoreKey = storeKey,
    };

    /// <summary>A version. Servers tell its aliases only where a single one is asked for; else they come from its model.</summary>
    public MlModelVersion ModelVersion(ModelVersionMessage message, List<AliasMessage>? ofModel = null) => new()
    {
        Name = message.Name ?? "",
        Version = (int)message.Version,
        Stage = ModelStages.Read(message.CurrentStage),
        Status = ModelStages.ReadStatus(message.Status),
        StatusMessage = Given(message.StatusMessage),
        Source = message.Source,
        RunId = Given(message.RunId),
        RunLink = Given(message.RunLink),
        Description = Given(message.Description),
        Tags = Texts(message.Tags, null),
        Aliases = message.Aliases
            ?? ofModel?.FindAll(item => item.Version == message.Version).ConvertAll(item => item.Alias) ?? [],
        CreationTime = MlTime.FromMilliseconds(message.CreationTimestamp),
        LastUpdatedTime = MlTime.FromMilliseconds(message.LastUpdatedTimestamp),
        UserId = Given(message.UserId),
        StoreKey = storeKey,
    };

    // The protocol knows no null: what is empty isn't there.
    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private ReadOnlyDictionary<string, string> Texts(List<PairMessage>? pairs, IReadOnlyList<string>? keys)
    {
        if (pairs is not { Count: > 0 })
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        Dictionary<string, string> result = new(pairs.Count, StringComparer.Ordinal);
        foreach (PairMessage pair in pairs)
        {
            if (pair.Key != RequestTag && (keys is null || keys.Contains(pair.Key, StringComparer.Ordinal)))
            {
                result[_texts.Share(pair.Key)] = pair.Value ?? "";
            }
        }

        return new(result);
    }

    private ReadOnlyDictionary<string, double> Metrics(List<MetricMessage>? metrics, IReadOnlyList<string>? keys)
    {
        if (metrics is not { Count: > 0 })
        {
            return ReadOnlyDictionary<string, double>.Empty;
        }

        Dictionary<string, double> result = new(metrics.Count, StringComparer.Ordinal);
        foreach (MetricMessage metric in metrics)
        {
            if (keys is null || keys.Contains(metric.Key, StringComparer.Ordinal))
            {
                result[_texts.Share(metric.Key)] = metric.Value;
            }
        }

        return new(result);
    }

    private List<MlDatasetInput> Inputs(List<DatasetInputMessage>? inputs) => inputs is not { Count: > 0 } ? [] : inputs.ConvertAll(
        input => new MlDatasetInput
        {
            Dataset = new MlDataset
            {
                Name = input.Dataset?.Name ?? "",
                Digest = input.Dataset?.Digest ?? "",
                SourceType = input.Dataset?.SourceType ?? "",
                Source = input.Dataset?.Source ?? "",
                Schema = input.Dataset?.Schema,
                Profile = input.Dataset?.Profile,
            },
            Tags = Texts(input.Tags, null),
        });
}
