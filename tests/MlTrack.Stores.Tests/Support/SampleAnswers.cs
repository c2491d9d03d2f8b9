using System.Text.Json;

namespace MlTrack.Stores.Tests.Support;

/// <summary>What MLflow's own client answers about a sample database, against what MlTrack reads.</summary>
internal static class SampleAnswers
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Reads everything in all ways, and compares.</summary>
    public static void AssertSame(MlClient client, JsonElement expected)
    {
        List<MlExperiment> experiments =
            [.. client.FindExperiments(new ExperimentSearch { ViewType = MlViewType.All }, cancellationToken: Token)];
        Assert.Equal(
            expected.GetProperty("experiments").EnumerateArray().Select(Describe).Order(StringComparer.Ordinal),
            experiments.Select(Describe).Order(StringComparer.Ordinal));
        RunSearch everything = new()
        {
            ExperimentIds = [.. experiments.Select(experiment => experiment.ExperimentId)],
            ViewType = MlViewType.All,
        };
        Dictionary<string, MlRun> runs =
            client.FindRuns(everything, cancellationToken: Token).ToDictionary(run => run.RunId, StringComparer.Ordinal);
        Assert.Equal(expected.GetProperty("runs").GetArrayLength(), runs.Count);
        foreach (JsonElement run in expected.GetProperty("runs").EnumerateArray())
        {
            string id = run.GetProperty("run_id").GetString()!;
            string description = DescribeRun(run);
            Assert.Equal(description, Describe(runs[id]));
            Assert.Equal(description, Describe(client.GetRun(id, Token)));
            Assert.Equal(DescribeHistory(run), DescribeHistory(client.GetMetricHistory(id, null, Token)));
        }
    }

    /// <summary>Writes of each kind, and reads it back.</summary>
    public static void AssertWritable(MlClient client)
    {
        MlExperiment experiment = client.CreateExperiment(new NewExperiment("by MlTrack") { Tags = [new("a", "1")] }, Token);
        MlRun run = client.CreateRun(new NewRun(experiment.ExperimentId), cancellationToken: Token);
        client.LogBatch(
            new RunBatch(run.RunId)
            {
                Params = [new("p", "1")],
                Metrics = [new("m", 1, 1, 1), new("m", double.NaN, 2, 2)],
                Tags = [new("t", "1")],
            },
            cancellationToken: Token);
        client.EndRun(run.RunId, cancellationToken: Token);
        client.SetExperimentTags(experiment.ExperimentId, [new("a", "2")], Token);
        client.RenameExperiment(experiment.ExperimentId, "renamed", Token);
        client.DeleteExperiment(experiment.ExperimentId, Token);
        client.RestoreExperiment(experiment.ExperimentId, Token);
        MlRun read = client.GetRun(run.RunId, Token);
        Assert.Equal(("1", double.NaN, "1"), (read.Params["p"], read.Metrics["m"], read.Tags["t"]));
        Assert.Equal(2, client.GetMetricHistory(run.RunId, null, Token).Count());
        Assert.Equal(1, client.MeasureExperiments([experiment.ExperimentId], cancellationToken: Token).Single().Finished);
    }

    private static string Describe(JsonElement experiment) => string.Join('\n',
        experiment.GetProperty("experiment_id"), experiment.GetProperty("name"), experiment.GetProperty("artifact_location"),
        experiment.GetProperty("lifecycle_stage"), experiment.GetProperty("creation_time"), experiment.GetProperty("last_update_time"),
        Pairs(experiment.GetProperty("tags").EnumerateObject().Select(tag => (tag.Name, tag.Value.GetString()!))));

    private static string Describe(MlExperiment experiment) => string.Join('\n',
        experiment.ExperimentId, experiment.Name, experiment.ArtifactLocation, experiment.LifecycleStage.ToString().ToLowerInvariant(),
        Milliseconds(experiment.CreationTime), Milliseconds(experiment.LastUpdateTime),
        Pairs(experiment.Tags.Select(tag => (tag.Key, tag.Value))));

    private static string DescribeRun(JsonElement run)
    {
        IEnumerable<(string, string)> Texts(string property) =>
            run.GetProperty(property).EnumerateObject().Select(pair => (pair.Name, pair.Value.GetString()!));
        IEnumerable<string> inputs = run.GetProperty("inputs").EnumerateArray().Select(input => string.Join('\n',
            input.GetProperty("name"), input.GetProperty("digest"), input.GetProperty("source_type"), input.GetProperty("source"),
            input.GetProperty("schema").GetString(), input.GetProperty("profile").GetString(),
            Pairs(input.GetProperty("tags").EnumerateObject().Select(tag => (tag.Name, tag.Value.GetString()!)))));
        return string.Join('\n',
            run.GetProperty("run_id"), run.GetProperty("run_name"), run.GetProperty("experiment_id"), run.GetProperty("status"),
            run.GetProperty("start_time"), run.GetProperty("end_time").ToString(), run.GetProperty("user_id"),
            run.GetProperty("lifecycle_stage"), run.GetProperty("artifact_uri"), Pairs(Texts("params")), Pairs(Texts("tags")),
            Pairs(run.GetProperty("metrics").EnumerateObject().Select(metric => (metric.Name, MlNumber.Format(Number(metric.Value))))),
            string.Join('\n', inputs.Order(StringComparer.Ordinal)));
    }

    private static string Describe(MlRun run) => string.Join('\n',
        run.RunId, run.Name, run.ExperimentId, run.Status.ToString().ToUpperInvariant(), Milliseconds(run.StartTime), Milliseconds(run.EndTime),
        run.UserId, run.LifecycleStage.ToString().ToLowerInvariant(), run.ArtifactUri,
        Pairs(run.Params.Select(pair => (pair.Key, pair.Value))), Pairs(run.Tags.Select(pair => (pair.Key, pair.Value))),
        Pairs(run.Metrics.Select(pair => (pair.Key, MlNumber.Format(pair.Value)))),
        string.Join('\n', run.Inputs.Select(input => string.Join('\n',
            input.Dataset.Name, input.Dataset.Digest, input.Dataset.SourceType, input.Dataset.Source, input.Dataset.Schema,
            input.Dataset.Profile, Pairs(input.Tags.Select(tag => (tag.Key, tag.Value))))).Order(StringComparer.Ordinal)));

    private static List<string> DescribeHistory(JsonElement run) =>
        [.. run.GetProperty("history").EnumerateObject().SelectMany(metric => metric.Value.EnumerateArray().Select(point =>
            $"{metric.Name} {point[0]} {point[1]} {MlNumber.Format(Number(point[2]))}")).Order(StringComparer.Ordinal)];

    private static List<string> DescribeHistory(IEnumerable<MlMetric> points) =>
        [.. points.Select(point => $"{point.Key} {point.Step} {Milliseconds(point.Timestamp)} {MlNumber.Format(point.Value)}")
            .Order(StringComparer.Ordinal)];

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && MlNumber.TryParse(value.GetString(), out double number) ? number : value.GetDouble();

    private static string Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds().ToString(null, null) ?? "";

    private static string Pairs(IEnumerable<(string Key, string Value)> pairs) =>
        string.Join(';', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
