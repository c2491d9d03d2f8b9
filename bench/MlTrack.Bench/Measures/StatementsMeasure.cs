using MlTrack.Bench.Contenders;
using MlTrack.Bench.Data;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>How many statements a page of runs takes, at pages of very different sizes: their number must not depend on it.</summary>
internal sealed class StatementsMeasure : IMeasure
{
    public const string MeasureName = "statements";

    private static readonly int[] s_sizes = [10, 100, 1000];

    public string Name => MeasureName;

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        DataSetShape shape = RunList.Shape(context);
        string file = context.DataSet(shape, "MlTrack");
        string mlflowFile = context.MlflowDataSet(shape);
        List<double> counts = [];
        using (new StatementCounter())
        {
            using MlClient client = Library.Open(file);
            client.GetExperiment(RunList.ExperimentId);
            _ = StatementCounter.Take();
            foreach (int size in s_sizes)
            {
                string? token = null;
                for (int page = 0; page < 3 && (page == 0 || token is not null); page++)
                {
                    token = client.SearchRuns(RunList.All, size, token).NextPageToken;
                    IReadOnlyList<string> heard = StatementCounter.Take();
                    counts.Add(heard.Count);
                    if (context.Options.Statements && page == 1 && size == s_sizes[0])
                    {
                        Console.WriteLine($"A page of {size}:\n  {string.Join("\n  ", heard.Select(Shorten))}");
                    }
                }
            }
        }

        Sample mlflow = context.Mlflow is { } python ? Sample.Of(MlflowCounts(python, mlflowFile)) : Sample.None("absent");
        yield return new("statements a page")
        {
            Unit = "",
            MlTrack = Sample.Of(counts),
            Mlflow = mlflow,
            Marks = [Mark.Is("constant", counts.Distinct().Count() == 1)],
            Note = $"counted by SQLite's trace at pages of {string.Join(", ", s_sizes)}: {string.Join(" ", counts)}",
        };
    }

    private static IEnumerable<double> MlflowCounts(JsonSession python, string file) =>
        python.Ask("statements", ("db", file), ("experiment", RunList.ExperimentId))["counts"]!.AsArray()
            .Select(count => (double)count!.GetValue<int>());

    private static string Shorten(string sql) => sql.Length <= 600 ? sql.ReplaceLineEndings(" ") : sql[..600].ReplaceLineEndings(" ") + "...";
}
