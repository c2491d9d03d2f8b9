using System.Text.Json.Nodes;
using MlTrack.Stores;

namespace MlTrack.Interop.Tests.Tools;

/// <summary>Everything that MlTrack reads of a store, in the same JSON as the MLflow side gives it.</summary>
internal static class Dumps
{
    public static JsonObject Of(MlClient client, string? experimentId = null)
    {
        List<MlExperiment> experiments = experimentId is not null
            ? [client.GetExperiment(experimentId)]
            : [.. client.FindExperiments(new ExperimentSearch { ViewType = MlViewType.All })
                .OrderBy(e => long.Parse(e.ExperimentId, System.Globalization.CultureInfo.InvariantCulture))];
        RunSearch search = new() { ExperimentIds = [.. experiments.Select(e => e.ExperimentId)], ViewType = MlViewType.All };
        JsonArray runs = [];
        foreach (MlRun run in client.FindRuns(search).OrderBy(run => run.RunId, StringComparer.Ordinal))
        {
            JsonObject shown = Of(run);
            JsonObject histories = [];
            foreach (IGrouping<string, MlMetric> points in client.GetMetricHistory(run.RunId).GroupBy(point => point.Key))
            {
                histories[points.Key] = History(points);
            }

            shown["history"] = histories;
            runs.Add(shown);
        }

        return new JsonObject { ["experiments"] = new JsonArray([.. experiments.Select(Of)]), ["runs"] = runs };
    }

    public static JsonObject Of(MlExperiment experiment) => new()
    {
        ["id"] = experiment.ExperimentId,
        ["name"] = experiment.Name,
        ["artifact_location"] = experiment.ArtifactLocation,
        ["lifecycle_stage"] = Lower(experiment.LifecycleStage),
        ["creation_time"] = experiment.CreationTime?.ToUnixTimeMilliseconds(),
        ["last_update_time"] = experiment.LastUpdateTime?.ToUnixTimeMilliseconds(),
        ["tags"] = Texts(experiment.Tags),
    };

    public static JsonObject Of(MlRun run) => new()
    {
        ["id"] = run.RunId,
        ["name"] = run.Name,
        ["experiment_id"] = run.ExperimentId,
        ["status"] = run.Status.ToString().ToUpperInvariant(),
        ["start_time"] = run.StartTime?.ToUnixTimeMilliseconds(),
        ["end_time"] = run.EndTime?.ToUnixTimeMilliseconds(),
        ["user_id"] = run.UserId,
        ["lifecycle_stage"] = Lower(run.LifecycleStage),
        ["artifact_uri"] = run.ArtifactUri,
        ["params"] = Texts(run.Params),
        ["tags"] = Texts(run.Tags),
        ["metrics"] = new JsonObject(run.Metrics.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)Bits.Of(metric.Value)))),
        ["inputs"] = new JsonArray([.. run.Inputs.Select(Of)]),
    };

    public static JsonArray History(IEnumerable<MlMetric> points) => new([.. points.Select(
        point => (JsonNode)new JsonArray(Bits.Of(point.Value), point.Timestamp.ToUnixTimeMilliseconds(), point.Step))]);

    private static JsonNode Of(MlDatasetInput input) => new JsonObject
    {
        ["name"] = input.Dataset.Name,
        ["digest"] = input.Dataset.Digest,
        ["source_type"] = input.Dataset.SourceType,
        ["source"] = input.Dataset.Source,
        ["schema"] = input.Dataset.Schema,
        ["profile"] = input.Dataset.Profile,
        ["tags"] = Texts(input.Tags),
    };

    public static JsonObject Texts(IReadOnlyDictionary<string, string> texts) =>
        new(texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));

    private static string Lower(MlLifecycleStage stage) => stage == MlLifecycleStage.Active ? "active" : "deleted";
}
