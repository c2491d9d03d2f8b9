using MlTrack.Bench.Contenders;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>A folder of 200 files of 100 kB to a real MLflow server and back.</summary>
internal sealed class ServerFilesMeasure : IMeasure
{
    private const int Files = 200;
    private const int Size = 100_000;
    private const int MlflowRounds = 3;

    public string Name => "files";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        if (context.MlflowProgram is null)
        {
            yield return new("files through an MLflow server") { Note = "MLflow is absent" };
            yield break;
        }

        string source = ScratchFiles.Make(context.NewFolder(), Files, Size);
        using MlflowServer server = new(context.MlflowProgram, context.NewFolder(), context.NewFile());
        using MlClient client = MlStore.Connect(server.Uri);
        MlArtifacts artifacts = new(client);
        string run = "";
        Rounds rounds = context.NewRounds();
        Func<Sample> up = rounds.Add(() =>
        {
            run = client.CreateRun(new NewRun("0")).RunId;
            return Clock.Time(() => artifacts.LogArtifact(run, source, "files"));
        });
        Func<Sample> upTheirs = rounds.Add(
            context.Mlflow, python => python.Times("upload", ("db", server.Uri), ("folder", source)), MlflowRounds);
        Func<Sample> down = rounds.Add(() =>
        {
            string target = context.NewFolder();
            Turn turn = Clock.Time(() => artifacts.Download(run, "files", target));
            RunList.Check("Download", Directory.GetFiles(Path.Combine(target, "files")).Length, Files);
            return turn;
        });
        Func<Sample> downTheirs = rounds.Add(
            context.Mlflow, python => python.Times("download", ("db", server.Uri), ("folder", context.NewFolder())), MlflowRounds);
        rounds.Run();
        yield return new("server: 200 files of 100 kB up") { MlTrack = up(), Mlflow = upTheirs(), Marks = [Mark.FasterThanMlflow(3)] };
        yield return new("server: 200 files of 100 kB down") { MlTrack = down(), Mlflow = downTheirs(), Marks = [Mark.FasterThanMlflow(3)] };
    }
}
