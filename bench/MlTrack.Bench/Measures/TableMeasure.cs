using System.Text.Json.Nodes;
using MlTrack.Bench.Contenders;
using MlTrack.Bench.Data;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;

namespace MlTrack.Bench.Measures;

/// <summary>All runs as a table, beside MLflow's pandas output.</summary>
internal sealed class TableMeasure : IMeasure
{
    private const int MlflowRounds = 3;

    public string Name => "table";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        int runs = context.Options.Runs;
        DataSetShape shape = RunList.Shape(context);
        string mlflowFile = context.MlflowDataSet(shape);
        JsonSession? shell = RunList.ConnectPwsh(context, shape);

        Rounds rounds = context.NewRounds();
        Func<Sample> cmdlet = rounds.Add(shell, pwsh => Find(pwsh, runs));
        Func<Sample> mlflow = rounds.Add(
            context.Mlflow, python => python.Times("table", ("db", mlflowFile), ("experiment", RunList.ExperimentId)), MlflowRounds);
        rounds.Run();

        yield return new($"table of {runs:#,0} runs, Find-MlRun -AsTable") { MlTrack = cmdlet(), Mlflow = mlflow(), Marks = [Mark.FasterThanMlflow(10)] };
    }

    private static Turn Find(JsonSession pwsh, int runs)
    {
        JsonNode answer = pwsh.Ask(
            "find", ("experiment", RunList.ExperimentId), ("count", 1), ("keep", true), ("rows", true), ("AsTable", true), ("MaxResults", runs));
        RunList.Check("Find-MlRun -AsTable", answer["rows"]!.GetValue<int>(), runs);
        return JsonSession.Times(answer);
    }
}
