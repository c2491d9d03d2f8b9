using MlTrack.Bench.Contenders;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>One metric, acknowledged before the next: what a training loop does.</summary>
internal sealed class OneMetricMeasure : IMeasure
{
    // Short rounds, many of them: what else the machine does comes and goes within a second.
    private const int RoundSize = 10;
    private const int RoundsEach = 10;

    public string Name => "metric";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        string libraryFile = context.NewFile();
        string rawFile = context.NewFile();
        string pwshFile = context.NewFile();
        string mlflowFile = context.NewFile();
        Library.CreateDatabase(rawFile);
        using MlClient client = Library.Open(libraryFile);
        using RawWriter raw = new(rawFile);
        string rawRun = raw.CreateRun();
        string run = client.CreateRun(new NewRun(client.CreateExperiment(new NewExperiment("bench")).ExperimentId)).RunId;
        context.Pwsh?.Ask("connect", ("db", pwshFile));

        long step = 0;
        long rawStep = 0;
        Rounds rounds = new(context.Options.Repeat * RoundsEach);
        Func<Sample> cmdlet = rounds.Add(context.Pwsh, pwsh => pwsh.Times("log_metric", ("count", RoundSize)));
        Func<Sample> library = rounds.Add(() => Clock.Times(RoundSize, _ => client.LogMetric(run, "loss", 0.5, ++step)));
        Func<Sample> ado = rounds.Add(
            () => Clock.Times(RoundSize, _ => raw.Log(rawRun, "loss", [(0.5, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), ++rawStep)])));
        Func<Sample> mlflow = rounds.Add(context.Mlflow, python => python.Times("log_metric", ("db", mlflowFile), ("count", RoundSize)));
        rounds.Run();

        Mark[] marks = [Mark.TimesRaw(2), Mark.FasterThanMlflow(5)];
        yield return new("one metric, Add-MlMetric") { MlTrack = cmdlet(), Raw = ado(), Mlflow = mlflow(), Marks = marks };
        yield return new("one metric, client.LogMetric") { MlTrack = library(), Raw = ado(), Mlflow = mlflow(), Marks = marks };
    }
}
