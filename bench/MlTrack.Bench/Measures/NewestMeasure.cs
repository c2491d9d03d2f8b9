using MlTrack.Bench.Contenders;
using MlTrack.Bench.Data;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>The newest hundred runs of an experiment: what every page of a list begins with.</summary>
internal sealed class NewestMeasure : IMeasure
{
    private const int Top = 100;
    private const int RoundSize = 5;
    private const int MlflowRounds = 3;

    public string Name => "newest";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        DataSetShape shape = RunList.Shape(context);
        string mlflowFile = context.MlflowDataSet(shape);
        string plainFile = context.DataSet(shape, "pwsh");
        string indexedFile = context.OptimizedDataSet(shape);
        using MlClient client = Library.Open(context.DataSet(shape, "MlTrack"));
        using MlClient optimized = Library.Open(indexedFile);
        using RawReader raw = new(context.DataSet(shape, "raw"));

        Rounds rounds = context.NewRounds();
        Func<Sample> cmdlet = rounds.Add(context.Pwsh, pwsh => Find(pwsh, plainFile));
        Func<Sample> indexedCmdlet = rounds.Add(context.Pwsh, pwsh => Find(pwsh, indexedFile));
        Func<Sample> library = rounds.Add(() => Clock.Times(RoundSize, _ => RunList.Drain(client.FindRuns(RunList.All, Top))));
        Func<Sample> indexed = rounds.Add(() => Clock.Times(RoundSize, _ => RunList.Drain(optimized.FindRuns(RunList.All, Top))));
        Func<Sample> ado = rounds.Add(() => Clock.Times(RoundSize, _ => raw.Newest(DataSetWriter.Experiment, Top)));
        Func<Sample> mlflow = rounds.Add(
            context.Mlflow,
            python => python.Times("search", ("db", mlflowFile), ("experiment", RunList.ExperimentId), ("count", RoundSize), ("max", Top)),
            MlflowRounds);
        rounds.Run();

        Mark[] marks = [Mark.FasterThanMlflow(20)];
        yield return new("newest 100 of an experiment, Find-MlRun") { MlTrack = cmdlet(), Raw = ado(), Mlflow = mlflow(), Marks = marks };
        yield return new("newest 100 of an experiment, client.FindRuns") { MlTrack = library(), Raw = ado(), Mlflow = mlflow(), Marks = marks };
        yield return new("the same after Optimize-MlDatabase, Find-MlRun") { MlTrack = indexedCmdlet(), Mlflow = mlflow(), Marks = marks };
        yield return new("the same after Optimize-MlDatabase, client.FindRuns") { MlTrack = indexed(), Mlflow = mlflow(), Marks = marks };
    }

    private static Turn Find(JsonSession pwsh, string file)
    {
        pwsh.Ask("connect", ("db", file));
        return pwsh.Times(
            "find", ("experiment", RunList.ExperimentId), ("count", RoundSize), ("keep", true), ("rows", false), ("MaxResults", Top));
    }
}
