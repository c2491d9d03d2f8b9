using MlTrack.Bench.Data;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>The same work on one database server, by MlTrack and by MLflow, in a database that is made for it and stays.</summary>
internal sealed class DatabaseMeasure : IMeasure
{
    private const int Batch = 1000;
    private const int Rows = 100_000;
    private const int RoundSize = 10;
    private const int FewRounds = 2;

    public string Name => "database";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        if (context.Options.Store is not { } server)
        {
            yield return new("on a database server") { Note = "name one with --store, as in --store postgresql+psycopg2://user@127.0.0.1:5432" };
            yield break;
        }

        string uri = $"{server.TrimEnd('/')}/bench_{Guid.NewGuid():N}";
        using (MlClient maker = MlStore.Connect(uri))
        {
            maker.Store.Open();
        }

        context.Mlflow?.Ask("upgrade", ("db", uri));
        using MlClient client = MlStore.Connect(uri);
        DataSetShape shape = RunList.Shape(context);
        string experiment = StoreFiller.Fill(client, shape);
        RunSearch all = new() { ExperimentIds = [experiment] };
        RunSearch filtered = all with { Filter = FilterMeasure.Filter, OrderBy = [FilterMeasure.Order] };
        int expected = RunList.Drain(client.FindRuns(filtered, FilterMeasure.Top));
        string run = client.CreateRun(new NewRun("0")).RunId;
        string read = client.FindRuns(all).First().RunId;
        context.Pwsh?.Ask("connect", ("db", uri));
        long step = 0;

        Rounds rounds = context.NewRounds();
        Func<Sample> pipeline = rounds.Add(context.Pwsh, pwsh => pwsh.Times("log_many", ("count", Rows)), FewRounds);
        Func<Sample> one = rounds.Add(() => Clock.Times(RoundSize, _ => client.LogMetric(run, "loss", 0.5, ++step)));
        Func<Sample> oneTheirs = rounds.Add(context.Mlflow, python => python.Times("log_metric", ("db", uri), ("count", RoundSize)));
        Func<Sample> batch = rounds.Add(() => Clock.Times(RoundSize, _ => client.LogBatch(Points(client.CreateRun(new NewRun("0")).RunId))));
        Func<Sample> batchTheirs = rounds.Add(context.Mlflow, python => python.Times("log_many", ("db", uri), ("count", Batch)));
        Func<Sample> get = rounds.Add(() => Clock.Times(RoundSize, _ => client.GetRun(read)));
        Func<Sample> getTheirs = rounds.Add(
            context.Mlflow, python => python.Times("get_run", ("db", uri), ("run", read), ("count", RoundSize)));
        Func<Sample> filter = rounds.Add(() => Clock.Times(
            RoundSize, _ => RunList.Check("FindRuns", RunList.Drain(client.FindRuns(filtered, FilterMeasure.Top)), expected)));
        Func<Sample> filterTheirs = rounds.Add(context.Mlflow, python => FilterMeasure.AskMlflow(python, uri, experiment, RoundSize, expected));
        Func<Sample> list = rounds.Add(() => Clock.Time(() => RunList.Check("FindRuns", RunList.Drain(client.FindRuns(all)), shape.Runs)));
        Func<Sample> listTheirs = rounds.Add(
            context.Mlflow, python => python.Times("search", ("db", uri), ("experiment", experiment)), FewRounds);
        rounds.Run();

        string name = client.Store.Backend.ToString();
        Sample piped = pipeline();
        yield return new($"{name}: {Rows:#,0} metrics through the pipeline")
        {
            MlTrack = piped,
            Marks = [Mark.Is("≥ 30,000 a second", piped.Missing is null ? piped.Median <= Rows / 30.0 : null)],
        };
        yield return new($"{name}: one metric, client.LogMetric") { MlTrack = one(), Mlflow = oneTheirs(), Marks = [Mark.FasterThanMlflow(3)] };
        yield return new($"{name}: {Batch:#,0} metrics at once, client.LogBatch")
        {
            MlTrack = batch(),
            Mlflow = batchTheirs(),
            Marks = [Mark.FasterThanMlflow(5)],
            Note = "each to a new run; making it counts for MlTrack, not for MLflow",
        };
        yield return new($"{name}: one run, client.GetRun") { MlTrack = get(), Mlflow = getTheirs(), Marks = [Mark.FasterThanMlflow(3)] };
        yield return new($"{name}: metric + param + status, top 100, client.FindRuns")
        {
            MlTrack = filter(),
            Mlflow = filterTheirs(),
            Marks = [Mark.FasterThanMlflow(10)],
        };
        // Last, because these indexes serve both.
        client.OptimizeDatabase();
        Rounds after = context.NewRounds();
        Func<Sample> indexed = after.Add(() => Clock.Times(
            RoundSize, _ => RunList.Check("FindRuns", RunList.Drain(client.FindRuns(filtered, FilterMeasure.Top)), expected)));
        Func<Sample> indexedTheirs = after.Add(context.Mlflow, python => FilterMeasure.AskMlflow(python, uri, experiment, RoundSize, expected));
        after.Run();
        yield return new($"{name}: the same after Optimize-MlDatabase, client.FindRuns")
        {
            MlTrack = indexed(),
            Mlflow = indexedTheirs(),
            Marks = [Mark.FasterThanMlflow(10)],
            Note = "MLflow has the indexes too",
        };
        yield return new($"{name}: list {shape.Runs:#,0} runs, client.FindRuns") { MlTrack = list(), Mlflow = listTheirs(), Marks = [Mark.FasterThanMlflow(10)] };
    }

    private static RunBatch Points(string run) =>
        new(run) { Metrics = [.. Enumerable.Range(1, Batch).Select(i => new MetricPoint("loss", i, i, i))] };
}
