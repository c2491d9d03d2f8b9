using System.Text.Json.Nodes;
using MlTrack.Bench.Contenders;
using MlTrack.Bench.Data;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>A list that asks for attributes alone reads no table of children.</summary>
internal sealed class PropertyMeasure : IMeasure
{
    public string Name => "property";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        int runs = context.Options.Runs;
        DataSetShape shape = RunList.Shape(context);
        using MlClient client = Library.Open(context.DataSet(shape, "MlTrack"));
        JsonSession? shell = RunList.ConnectPwsh(context, shape);
        RunSearch few = RunList.All with { Columns = RunColumns.Attributes };

        Rounds rounds = context.NewRounds();
        Func<Sample> library = rounds.Add(() => Clock.Time(() => RunList.Drain(client.FindRuns(few))));
        Func<Sample> whole = rounds.Add(() => Clock.Time(() => RunList.Drain(client.FindRuns(RunList.All))));
        Func<Sample> cmdlet = rounds.Add(shell, pwsh => Find(pwsh, runs, new JsonArray("run_id", "status")));
        Func<Sample> wholeCmdlet = rounds.Add(shell, pwsh => Find(pwsh, runs, null));
        rounds.Run();

        yield return Row("attributes alone, Find-MlRun -Property", cmdlet(), wholeCmdlet());
        yield return Row("attributes alone, client.FindRuns", library(), whole());
    }

    private static ReportRow Row(string name, Sample few, Sample whole)
    {
        double? ratio = few.Missing is null && whole.Missing is null ? whole.Median / few.Median : null;
        return new(name)
        {
            MlTrack = few,
            Marks = [Mark.Is("≥ 3x the full list", ratio is null ? null : ratio >= 3)],
            Note = $"{Mark.Show(ratio)} as fast as the full list",
        };
    }

    private static Turn Find(JsonSession pwsh, int runs, JsonArray? properties)
    {
        List<(string Name, JsonNode Value)> with =
            [("experiment", RunList.ExperimentId), ("count", 1), ("keep", false), ("rows", false), ("MaxResults", runs)];
        if (properties is not null)
        {
            with.Add(("Property", properties));
        }

        return pwsh.Times("find", [.. with]);
    }
}
