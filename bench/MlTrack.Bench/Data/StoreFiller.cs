using System.Globalization;
using MlTrack.Stores;

namespace MlTrack.Bench.Data;

/// <summary>Fills a store by the library, several runs at once, with what <see cref="DataSetWriter"/> writes into files.</summary>
internal static class StoreFiller
{
    private const int Writers = 4;

    /// <summary>Makes an experiment with runs.</summary>
    /// <param name="client">The store.</param>
    /// <param name="shape">How much.</param>
    /// <returns>The experiment's id.</returns>
    public static string Fill(MlClient client, DataSetShape shape)
    {
        string experiment = client.CreateExperiment(new NewExperiment("bench's runs")).ExperimentId;
        Parallel.For(0, shape.Runs, new ParallelOptions { MaxDegreeOfParallelism = Writers }, run => Add(client, shape, experiment, run));
        return experiment;
    }

    private static void Add(MlClient client, DataSetShape shape, string experiment, int run)
    {
        Random random = new(run);
        KeyValuePair<string, string>[] tags =
            [.. Enumerable.Range(3, Math.Max(0, shape.Tags - 2)).Select(i => Pair("t", i, FormattableString.Invariant($"value {random.Next(100)}")))];
        string id = client.CreateRun(new NewRun(experiment) { Name = FormattableString.Invariant($"run-{run}"), UserId = "bench", Tags = tags }).RunId;
        client.LogBatch(new RunBatch(id)
        {
            Metrics = [.. Enumerable.Range(1, shape.Metrics).Select(i => new MetricPoint(DataSetWriter.Key("m", i), random.NextDouble(), i, 0))],
            Params =
            [
                .. Enumerable.Range(1, shape.Params).Select(i => Pair(
                    "p", i, i == 1 ? DataSetWriter.Choices[random.Next(4)] : random.NextDouble().ToString("R", CultureInfo.InvariantCulture))),
            ],
        });
        if (run % 10 != 7)
        {
            client.EndRun(id, run % 10 == 3 ? MlRunStatus.Failed : MlRunStatus.Finished);
        }
    }

    private static KeyValuePair<string, string> Pair(string kind, int number, string value) => new(DataSetWriter.Key(kind, number), value);
}
