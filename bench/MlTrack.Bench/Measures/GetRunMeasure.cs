using MlTrack.Bench.Contenders;
using MlTrack.Bench.Data;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>A run with 100 params, 100 metrics and 20 tags, read by its id.</summary>
internal sealed class GetRunMeasure : IMeasure
{
    private const int RoundSize = 10;
    private const int RoundsEach = 5;

    public string Name => "get";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        DataSetShape shape = new(100, 100, 100, 20);
        string id = DataSetWriter.RunId(42);
        string mlflowFile = context.MlflowDataSet(shape);
        using MlClient client = Library.Open(context.DataSet(shape, "MlTrack"));
        using RawReader raw = new(context.DataSet(shape, "raw"));
        context.Pwsh?.Ask("connect", ("db", context.DataSet(shape, "pwsh")));

        Rounds rounds = new(context.Options.Repeat * RoundsEach);
        Func<Sample> cmdlet = rounds.Add(context.Pwsh, pwsh => pwsh.Times("get_run", ("run", id), ("count", RoundSize)));
        Func<Sample> library = rounds.Add(() => Clock.Times(RoundSize, _ => client.GetRun(id)));
        Func<Sample> ado = rounds.Add(() => Clock.Times(RoundSize, _ => raw.Get(id)));
        Func<Sample> mlflow = rounds.Add(
            context.Mlflow, python => python.Times("get_run", ("db", mlflowFile), ("run", id), ("count", RoundSize)));
        rounds.Run();

        yield return new("one run of 220 values, Get-MlRun") { MlTrack = cmdlet(), Raw = ado(), Mlflow = mlflow(), Marks = [Mark.AtMost(2)] };
        yield return new("one run of 220 values, client.GetRun") { MlTrack = library(), Raw = ado(), Mlflow = mlflow(), Marks = [Mark.AtMost(2)] };
    }
}
