using System.Text.Json.Nodes;
using MlTrack.Bench.Contenders;
using MlTrack.Bench.Data;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>A metric, a param and the status, ordered by the metric, the best hundred.</summary>
internal sealed class FilterMeasure : IMeasure
{
    public const string Filter = "metrics.m1 > 0.5 AND params.p1 = 'sgd' AND status = 'FINISHED'";
    public const string Order = "metrics.m1 DESC";
    public const int Top = 100;

    private const int RoundSize = 5;
    private const int MlflowRounds = 3;

    public string Name => "filter";

    public static RunSearch Search { get; } = RunList.All with { Filter = Filter, OrderBy = [Order] };

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        DataSetShape shape = RunList.Shape(context);
        string mlflowFile = context.MlflowDataSet(shape);
        string plainFile = context.DataSet(shape, "pwsh");
        string indexedFile = context.OptimizedDataSet(shape);
        using MlClient client = Library.Open(context.DataSet(shape, "MlTrack"));
        using MlClient optimized = Library.Open(indexedFile);
        using RawReader raw = new(context.DataSet(shape, "raw"));
        int expected = raw.Filter(DataSetWriter.Experiment, 0.5, "sgd", Top).Count;

        Rounds rounds = context.NewRounds();
        Func<Sample> cmdlet = rounds.Add(context.Pwsh, pwsh => Find(pwsh, plainFile, expected));
        Func<Sample> library = rounds.Add(
            () => Clock.Times(RoundSize, _ => RunList.Check("FindRuns", RunList.Drain(client.FindRuns(Search, Top)), expected)));
        Func<Sample> indexedCmdlet = rounds.Add(context.Pwsh, pwsh => Find(pwsh, indexedFile, expected));
        Func<Sample> indexed = rounds.Add(
            () => Clock.Times(RoundSize, _ => RunList.Check("FindRuns", RunList.Drain(optimized.FindRuns(Search, Top)), expected)));
        Func<Sample> ado = rounds.Add(() => Clock.Times(RoundSize, _ => raw.Filter(DataSetWriter.Experiment, 0.5, "sgd", Top)));
        Func<Sample> mlflow = rounds.Add(context.Mlflow, python => AskMlflow(python, mlflowFile, RunList.ExperimentId, RoundSize, expected), MlflowRounds);
        rounds.Run();

        Mark[] marks = [Mark.FasterThanMlflow(20)];
        yield return new("metric + param + status, top 100, Find-MlRun") { MlTrack = cmdlet(), Raw = ado(), Mlflow = mlflow(), Marks = marks };
        yield return new("metric + param + status, top 100, client.FindRuns") { MlTrack = library(), Raw = ado(), Mlflow = mlflow(), Marks = marks };
        yield return new("the same after Optimize-MlDatabase, Find-MlRun") { MlTrack = indexedCmdlet(), Mlflow = mlflow(), Marks = marks };
        yield return new("the same after Optimize-MlDatabase, client.FindRuns") { MlTrack = indexed(), Mlflow = mlflow(), Marks = marks };
    }

    private static Turn Find(JsonSession pwsh, string file, int expected)
    {
        pwsh.Ask("connect", ("db", file));
        JsonNode answer = pwsh.Ask(
            "find", ("experiment", RunList.ExperimentId), ("count", RoundSize), ("keep", true), ("rows", true),
            ("Filter", Filter), ("OrderBy", Order), ("MaxResults", Top));
        RunList.Check("Find-MlRun", answer["rows"]!.GetValue<int>(), expected);
        return JsonSession.Times(answer);
    }

    /// <summary>The same search by MLflow, on any of its stores.</summary>
    public static Turn AskMlflow(JsonSession python, string db, string experiment, int count, int expected)
    {
        JsonNode answer = python.Ask(
            "search", ("db", db), ("experiment", experiment), ("count", count), ("filter", Filter),
            ("order", new JsonArray(Order)), ("max", Top));
        RunList.Check("MLflow", answer["rows"]!.GetValue<int>(), expected);
        return JsonSession.Times(answer);
    }
}
