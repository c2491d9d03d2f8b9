using System.Text.Json.Nodes;
using MlTrack.Bench.Contenders;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;

namespace MlTrack.Bench.Measures;

/// <summary>The first command after the import, on a file that isn't there yet: loads the driver, makes the tables, creates an experiment.</summary>
internal sealed class FirstCommandMeasure : IMeasure
{
    // Each takes MLflow some seconds.
    private const int MlflowRounds = 3;

    public string Name => "first";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        Rounds rounds = new(context.Options.Processes);
        FreshShell? fresh = context.NewShell();
        Func<Sample> ours = rounds.Add(fresh, shell => First(context, shell));
        Func<Sample> theirs = rounds.Add(context.MlflowProgram, python => MlflowFirst(context, python), MlflowRounds);
        rounds.Run();
        yield return new("first command on a new file")
        {
            MlTrack = ours(),
            Mlflow = theirs(),
            Marks = [Mark.AtMost(400)],
        };
    }

    private static Turn First(BenchContext context, FreshShell shell)
    {
        string file = context.NewFile();
        return shell.Run(
            "first-command.ps1",
            Repository.Manifest,
            Path.GetDirectoryName(file)!,
            new Dictionary<string, string> { ["MLFLOW_TRACKING_URI"] = "sqlite:///" + file });
    }

    private static Turn MlflowFirst(BenchContext context, string python)
    {
        string file = context.NewFile();
        string answer = ChildProcess.Run(python, [Repository.MlflowScript, "first", file], Path.GetDirectoryName(file)!);
        return JsonSession.Times(JsonNode.Parse(answer)!);
    }
}
