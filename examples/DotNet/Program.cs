// The main job from a .NET program: track a run, find it again, report. Usage: dotnet run --project examples/DotNet -- [FOLDER]
using System.Globalization;
using MlTrack;
using MlTrack.Stores;

string folder = Path.GetFullPath(args.Length > 0 ? args[0] : "mltrack-example");
Directory.CreateDirectory(folder);

using MlClient client = MlStore.Connect("sqlite:///mlflow.db", new MlStoreOptions { BaseFolder = folder });
MlArtifacts artifacts = new(client);

MlExperiment experiment = client.GetOrCreateExperiment("dotnet-example");
MlRun run = client.CreateRun(new NewRun(experiment.ExperimentId)
{
    Name = "gradient-descent",
    UserId = Environment.UserName,
    Description = "Finds the minimum of (x - 3)^2.",
    Tags = [new("team", "examples")],
});

MlRunStatus status = MlRunStatus.Failed;
try
{
    const double LearningRate = 0.1;
    client.LogBatch(new RunBatch(run.RunId) { Params = [new("learning_rate", "0.1"), new("start", "10")] });

    // A history of many points goes through a writer, which commits them in batches.
    double x = 10;
    using (LogWriter writer = new(client))
    {
        for (int step = 0; step < 50; step++)
        {
            writer.Add(new MetricEntry(run.RunId, "loss", (x - 3) * (x - 3), MlTime.NowMilliseconds(), step));
            x -= LearningRate * 2 * (x - 3);
        }

        writer.Flush();
        if (writer.TryTakeFailure(out LogFailure? failure))
        {
            throw failure.Error;
        }
    }

    client.LogMetric(run.RunId, "x", x);
    artifacts.LogText(run.RunId, "result.txt", x.ToString("R", CultureInfo.InvariantCulture));
    status = MlRunStatus.Finished;
}
finally
{
    client.EndRun(run.RunId, status);
}

RunSearch search = new()
{
    ExperimentIds = [experiment.ExperimentId],
    Filter = $"metrics.loss < 0.01 AND tags.team = {MlFilter.Quote("examples")}",
    OrderBy = ["metrics.loss"],
};
foreach (MlRun found in client.FindRuns(search, maxResults: 5))
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{found.RunId} {found.Name}: loss {found.Metrics["loss"]:0.######}, {found.Status}"));
}

Console.WriteLine($"{client.GetMetricHistory(run.RunId, ["loss"]).Count()} points of loss");
Console.WriteLine($"Artifacts: {string.Join(", ", artifacts.List(run.RunId).Select(artifact => artifact.Path))}");
MlExperimentReport report = client.MeasureExperiments([experiment.ExperimentId])[0];
Console.WriteLine($"{report.Name}: {report.RunCount} runs, {report.Finished} finished");
