using MlTrack.Bench.Contenders;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;

namespace MlTrack.Bench.Measures;

/// <summary>100,000 metrics through the pipeline.</summary>
internal sealed class ManyMetricsMeasure : IMeasure
{
    private const int Rows = 100_000;
    private const int Batch = 5_000;
    private const int MostRounds = 5;
    private const int MlflowRounds = 2;

    public string Name => "pipeline";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        string rawFile = context.NewFile();
        string pwshFile = context.NewFile();
        string mlflowFile = context.NewFile();
        Library.CreateDatabase(rawFile);
        using RawWriter raw = new(rawFile);
        context.Pwsh?.Ask("connect", ("db", pwshFile));

        Rounds rounds = context.NewRounds();
        Func<Sample> cmdlet = rounds.Add(context.Pwsh, pwsh => pwsh.Times("log_many", ("count", Rows)), MostRounds);
        Func<Sample> nothing = rounds.Add(context.Pwsh, pwsh => pwsh.Times("no_sink", ("count", Rows)), MostRounds);
        Func<Sample> ado = rounds.Add(() => Clock.Time(() => LogRaw(raw)), MostRounds);
        Func<Sample> mlflow = rounds.Add(
            context.Mlflow, python => python.Times("log_many", ("db", mlflowFile), ("count", Rows)), MlflowRounds);
        rounds.Run();

        yield return new("100,000 metrics through the pipeline")
        {
            MlTrack = cmdlet(),
            Raw = ado(),
            Mlflow = mlflow(),
            Marks = [Mark.AtMost(5000), Mark.ShareOfRaw(0.3)],
            Note = "raw: prepared inserts in transactions of 5,000, the latest metric upserted once a transaction; MLflow: log_batch of 1,000",
        };
        yield return new("the same pipeline into Out-Null") { MlTrack = nothing() };
    }

    private static void LogRaw(RawWriter raw)
    {
        string run = raw.CreateRun();
        for (int first = 1; first <= Rows; first += Batch)
        {
            long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
            raw.Log(run, "loss", Enumerable.Range(first, Batch).Select(i => ((double)i, now, (long)i)));
        }
    }
}
