using MlTrack.Bench.Contenders;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>The library's times at ten times as many runs, and the exponent by which they grow.</summary>
internal sealed class GrowthMeasure : IMeasure
{
    private const int Factor = 10;
    private const int Top = 100;

    public string Name => "growth";

    public bool InAll => false;

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        int runs = context.Options.Runs;
        using MlClient small = Library.Open(context.DataSet(RunList.Shape(runs), "MlTrack"));
        using MlClient large = Library.Open(context.DataSet(RunList.Shape(runs * Factor), "MlTrack"));
        using MlClient smallOptimized = Library.Open(context.OptimizedDataSet(RunList.Shape(runs)));
        using MlClient largeOptimized = Library.Open(context.OptimizedDataSet(RunList.Shape(runs * Factor)));
        (string What, bool Optimized, Func<MlClient, int> Do)[] works =
        [
            ("list all", false, client => RunList.Drain(client.FindRuns(RunList.All))),
            ("newest 100", false, client => RunList.Drain(client.FindRuns(RunList.All, Top))),
            ("newest 100, optimized", true, client => RunList.Drain(client.FindRuns(RunList.All, Top))),
            ("filter, top 100", false, client => RunList.Drain(client.FindRuns(FilterMeasure.Search, Top))),
            ("filter, top 100, optimized", true, client => RunList.Drain(client.FindRuns(FilterMeasure.Search, Top))),
            ("first of all", false, client => client.FindRuns(RunList.All).Take(1).Count()),
        ];
        foreach ((string what, bool optimized, Func<MlClient, int> work) in works)
        {
            Rounds rounds = context.NewRounds();
            Func<Sample> one = rounds.Add(() => Clock.Time(() => work(optimized ? smallOptimized : small)));
            Func<Sample> ten = rounds.Add(() => Clock.Time(() => work(optimized ? largeOptimized : large)));
            rounds.Run();
            yield return Row(what, runs, one(), ten());
        }
    }

    private static ReportRow Row(string what, int runs, Sample one, Sample ten)
    {
        double? ratio = one.Missing is null && ten.Missing is null ? ten.Median / one.Median : null;
        bool isNewest = what.StartsWith("newest", StringComparison.Ordinal);
        double? exponent = ratio is { } value ? Math.Log(value, Factor) : null;
        return new($"{what} at {runs * Factor:#,0} runs")
        {
            MlTrack = ten,
            Marks =
            [
                isNewest
                    ? Mark.Is($"≤ 1.3x the time at {runs:#,0}", ratio <= 1.3)
                    : Mark.Is("exponent ≤ 1.05", exponent <= 1.05),
            ],
            Note = FormattableString.Invariant($"{ratio:0.00} times as long as at {runs:#,0} runs, exponent {exponent:0.00}"),
        };
    }
}
