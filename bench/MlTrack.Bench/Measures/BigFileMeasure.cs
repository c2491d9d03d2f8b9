using MlTrack.Bench.Contenders;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>One file of 2 GB as an artifact in a folder, beside <c>cp</c>.</summary>
internal sealed class BigFileMeasure : IMeasure
{
    private const int Megabytes = 2000;
    private const double ShareOfCopy = 0.8;

    public string Name => "bigfile";

    // Takes 10 GB of the scratch folder.
    public bool InAll => false;

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        string source = Path.Combine(context.NewFolder(), "big.bin");
        using (FileStream big = File.Create(source))
        {
            byte[] piece = new byte[1_000_000];
            Random random = new(1);
            for (int i = 0; i < Megabytes; i++)
            {
                random.NextBytes(piece);
                big.Write(piece);
            }
        }

        using MlClient client = Library.Open(context.NewFile());
        MlArtifacts artifacts = new(client);
        string mlflowFile = context.NewFile();
        string pwshFile = context.NewFile();
        context.Pwsh?.Ask("connect", ("db", pwshFile));
        Rounds rounds = context.NewRounds();
        Func<Sample> cmdlet = rounds.Add(context.Pwsh, pwsh => Removed(
            context.NewFolder(), place => pwsh.Times("upload", ("folder", source), ("place", place))));
        Func<Sample> library = rounds.Add(() => Removed(context.NewFolder(), place =>
        {
            string run = Library.CreateRun(client, place);
            return Clock.Time(() => artifacts.LogArtifact(run, source));
        }));
        Func<Sample> raw = rounds.Add(() => Removed(context.NewFolder(), place => ScratchFiles.Copy(source, place)));
        Func<Sample> mlflow = rounds.Add(context.Mlflow, python => Removed(
            context.NewFolder(), place => python.Times("upload", ("db", mlflowFile), ("folder", source), ("place", place))));
        rounds.Run();

        Mark[] marks = [Mark.ShareOfRaw(ShareOfCopy)];
        yield return new("a file of 2 GB to a folder, Add-MlArtifact") { MlTrack = cmdlet(), Raw = raw(), Mlflow = mlflow(), Marks = marks, Note = "raw: cp" };
        yield return new("a file of 2 GB to a folder, MlArtifacts") { MlTrack = library(), Raw = raw(), Mlflow = mlflow(), Marks = marks, Note = "raw: cp" };
    }

    // Each round finds the disk as the one before it did.
    private static Turn Removed(string place, Func<string, Turn> round)
    {
        Turn turn = round(place);
        Directory.Delete(place, recursive: true);
        return turn;
    }
}
