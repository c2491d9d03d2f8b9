using MlTrack.Bench.Contenders;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>A folder of 1,000 files of 10 kB as artifacts of a run: to a folder, or to the place that <c>--place</c> names.</summary>
internal sealed class ArtifactsMeasure : IMeasure
{
    private const int Files = 1000;
    private const int Size = 10_000;
    private const int MlflowRounds = 2;
    private const double Faster = 5;
    private const double FasterAtPlace = 3;

    public string Name => "artifacts";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        string source = ScratchFiles.Make(context.NewFolder(), Files, Size);
        string? place = context.Options.Place;
        string libraryFile = context.NewFile();
        string pwshFile = context.NewFile();
        string mlflowFile = context.NewFile();
        using MlClient client = Library.Open(libraryFile);
        MlArtifacts artifacts = new(client);
        context.Pwsh?.Ask("connect", ("db", pwshFile));

        Rounds rounds = context.NewRounds();
        Func<Sample> single = rounds.Add(
            context.Pwsh, pwsh => pwsh.Times("upload", ("folder", source), ("place", place ?? ""), ("single", true)));
        Func<Sample> singleTheirs = rounds.Add(
            context.Mlflow,
            python => python.Times("upload", ("db", mlflowFile), ("folder", source), ("place", place ?? ""), ("single", true)),
            MlflowRounds);
        Func<Sample> cmdlet = rounds.Add(context.Pwsh, pwsh => pwsh.Times("upload", ("folder", source), ("place", place ?? "")));
        Func<Sample> library = rounds.Add(() =>
        {
            string run = Library.CreateRun(client, place);
            Turn turn = Clock.Time(() => artifacts.LogArtifact(run, source, "files"));
            RunList.Check("LogArtifact", artifacts.List(run, "files").Count(), Files);
            return turn;
        });
        Func<Sample> raw = place is null ? rounds.Add(() => ScratchFiles.Copy(source, context.NewFolder())) : static () => Sample.None("-");
        Func<Sample> mlflow = rounds.Add(
            context.Mlflow, python => python.Times("upload", ("db", mlflowFile), ("folder", source), ("place", place ?? "")));
        rounds.Run();

        string where = place is null ? "a folder" : new Uri(place).Scheme;
        Mark[] marks = [Mark.FasterThanMlflow(place is null ? Faster : FasterAtPlace)];
        yield return new($"1,000 files of 10 kB to {where}, Add-MlArtifact")
        {
            MlTrack = cmdlet(),
            Raw = raw(),
            Mlflow = mlflow(),
            Marks = marks,
            Note = "raw: cp -r",
        };
        yield return new($"1,000 files of 10 kB to {where}, one by one: Get-ChildItem | Add-MlArtifact")
        {
            MlTrack = single(),
            Mlflow = singleTheirs(),
            Marks = marks,
        };
        yield return new($"1,000 files of 10 kB to {where}, MlArtifacts") { MlTrack = library(), Raw = raw(), Mlflow = mlflow(), Marks = marks };
    }
}
