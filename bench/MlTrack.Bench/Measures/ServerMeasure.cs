using System.Text.Json.Nodes;
using MlTrack.Bench.Contenders;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>The same work against one real MLflow server: by MlTrack, by MLflow's client, and by plain requests.</summary>
internal sealed class ServerMeasure : IMeasure
{
    private const int Metrics = 1000;
    private const int RoundSize = 10;
    private const int MlflowRounds = 2;

    public string Name => "server";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        if (context.MlflowProgram is null)
        {
            yield return new("against an MLflow server") { Note = "MLflow is absent" };
            yield break;
        }

        int runs = context.Options.Runs;
        using MlflowServer server = new(context.MlflowProgram, context.NewFolder(), context.MlflowDataSet(RunList.Shape(context)));
        using MlClient client = MlStore.Connect(server.Uri);
        string run = client.CreateRun(new NewRun("0")).RunId;
        context.Pwsh?.Ask("connect", ("db", server.Uri));
        long step = 0;

        Rounds rounds = context.NewRounds();
        Func<Sample> many = rounds.Add(context.Pwsh, pwsh => pwsh.Times("log_many", ("count", Metrics)));
        Func<Sample> manyTheirs = rounds.Add(
            context.Mlflow, python => python.Times("log_singles", ("db", server.Uri), ("count", Metrics)), MlflowRounds);
        Func<Sample> one = rounds.Add(() => Clock.Times(RoundSize, _ => client.LogMetric(run, "loss", 0.5, ++step)));
        Func<Sample> oneRaw = rounds.Add(() => Clock.Times(RoundSize, _ => server.Post("runs/log-batch", Metric(run, ++step))));
        Func<Sample> oneTheirs = rounds.Add(context.Mlflow, python => python.Times("log_metric", ("db", server.Uri), ("count", RoundSize)));
        Func<Sample> list = rounds.Add(
            () => Clock.Time(() => RunList.Check("FindRuns", RunList.Drain(client.FindRuns(RunList.All)), runs)));
        Func<Sample> listRaw = rounds.Add(() => Clock.Time(() => server.Post("runs/search", Search(runs))));
        Func<Sample> listTheirs = rounds.Add(
            context.Mlflow, python => python.Times("search", ("db", server.Uri), ("experiment", RunList.ExperimentId)), MlflowRounds);
        rounds.Run();

        yield return new("server: 1,000 metrics one by one in a pipeline") { MlTrack = many(), Mlflow = manyTheirs(), Marks = [Mark.FasterThanMlflow(10)] };
        Sample ours = one();
        Sample raw = oneRaw();
        yield return new("server: one metric alone, client.LogMetric")
        {
            MlTrack = ours,
            Raw = raw,
            Mlflow = oneTheirs(),
            Marks = [Mark.Is("≤ raw + 1 ms", ours.Missing is null && raw.Missing is null ? ours.Median <= raw.Median + 1 : null)],
            Note = "raw: the same request by HttpClient",
        };
        yield return new($"server: list {runs:#,0} runs, client.FindRuns")
        {
            MlTrack = list(),
            Raw = listRaw(),
            Mlflow = listTheirs(),
            Marks = [Mark.TimesRaw(1.15)],
            Note = "raw: one request for all runs, its answer not looked at",
        };

        Rounds starts = new(context.Options.Processes);
        FreshShell? fresh = context.NewShell();
        Func<Sample> first = starts.Add(fresh, shell => shell.Run(
            "first-server-command.ps1", Repository.Manifest, context.NewFolder(),
            new Dictionary<string, string> { ["MLFLOW_TRACKING_URI"] = server.Uri }));
        Func<Sample> firstRaw = starts.Add(() => Clock.Time(() => server.Post("experiments/search", """{"max_results":1}""")));
        starts.Run();
        Sample started = first();
        Sample answered = firstRaw();
        yield return new("server: first command after the import")
        {
            MlTrack = started,
            Raw = answered,
            Marks = [Mark.Is("≤ raw + 300 ms", started.Missing is null ? started.Median <= answered.Median + 300 : null)],
            Note = "raw: the same request by HttpClient that is warm",
        };
    }

    private static string Metric(string run, long step) => new JsonObject
    {
        ["run_id"] = run,
        ["metrics"] = new JsonArray(new JsonObject
        {
            ["key"] = "loss",
            ["value"] = 0.5,
            ["timestamp"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            ["step"] = step,
        }),
    }.ToJsonString();

    private static string Search(int runs) => new JsonObject
    {
        ["experiment_ids"] = new JsonArray(RunList.ExperimentId),
        ["max_results"] = runs,
    }.ToJsonString();
}
