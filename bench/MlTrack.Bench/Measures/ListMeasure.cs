using System.Text.Json.Nodes;
using MlTrack.Bench.Contenders;
using MlTrack.Bench.Data;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>All runs of an experiment with everything that belongs to them.</summary>
internal sealed class ListMeasure : IMeasure
{
    private const int MlflowRounds = 3;

    public string Name => "list";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        int runs = context.Options.Runs;
        DataSetShape shape = RunList.Shape(context);
        string mlflowFile = context.MlflowDataSet(shape);
        using MlClient client = Library.Open(context.DataSet(shape, "MlTrack"));
        using RawReader raw = new(context.DataSet(shape, "raw"));
        JsonSession? shell = RunList.ConnectPwsh(context, shape);

        Rounds rounds = context.NewRounds();
        Func<Sample> cmdlet = rounds.Add(
            shell, pwsh => pwsh.Times("find", ("experiment", RunList.ExperimentId), ("count", 1), ("keep", false), ("rows", false), ("MaxResults", runs)));
        Func<Sample> library = rounds.Add(
            () => Clock.Time(() => RunList.Check("FindRuns", RunList.Drain(client.FindRuns(RunList.All)), runs)));
        Func<Sample> ado = rounds.Add(() => Clock.Time(() => RunList.Check("raw", raw.List(DataSetWriter.Experiment).Count, runs)));
        Func<Sample> mlflow = rounds.Add(context.Mlflow, python => Search(python, mlflowFile, runs), MlflowRounds);
        Func<Sample> first = rounds.Add(shell, pwsh => pwsh.Times("find_first", ("experiment", RunList.ExperimentId), ("count", 5)));
        rounds.Run();

        Mark[] marks = [Mark.FasterThanMlflow(20), Mark.TimesRaw(2)];
        const string Note = "raw reads whole tables in four statements and keeps everything in dictionaries; MLflow reads pages of 1,000";
        yield return new($"list {runs:#,0} runs, Find-MlRun") { MlTrack = cmdlet(), Raw = ado(), Mlflow = mlflow(), Marks = [Mark.FasterThanMlflow(15)] };
        yield return new($"list {runs:#,0} runs, client.FindRuns") { MlTrack = library(), Raw = ado(), Mlflow = mlflow(), Marks = marks, Note = Note };
        yield return new($"first of {runs:#,0} runs, Find-MlRun | select -First 1") { MlTrack = first(), Marks = [Mark.AtMost(100)] };
    }

    private static Turn Search(JsonSession python, string file, int runs)
    {
        JsonNode answer = python.Ask("search", ("db", file), ("experiment", RunList.ExperimentId));
        RunList.Check("MLflow", answer["rows"]!.GetValue<int>(), runs);
        return JsonSession.Times(answer);
    }
}
