using MlTrack.Bench.Contenders;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;

namespace MlTrack.Bench.Measures;

/// <summary>What importing the module costs over importing a compiled module with nothing in it, in processes that did nothing before.</summary>
internal sealed class ImportMeasure : IMeasure
{
    private const double Limit = 150;
    private const string Script = "import.ps1";

    public string Name => "import";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        Rounds rounds = new(context.Options.Processes);
        string folder = context.NewFolder();
        FreshShell? fresh = context.NewShell();
        Func<Sample> ours = rounds.Add(fresh, shell => shell.Run(Script, Repository.Manifest, folder));
        Func<Sample> empty = rounds.Add(fresh, shell => shell.Run(Script, Repository.EmptyManifest, folder));
        rounds.Run();
        Sample module = ours();
        Sample nothing = empty();
        if ((module.Missing ?? nothing.Missing) is { } why)
        {
            yield return new("import over an empty compiled module") { MlTrack = Sample.None(why), Marks = [Mark.AtMost(Limit)] };
            yield break;
        }

        yield return new("import over an empty compiled module")
        {
            MlTrack = Sample.Of(module.Median - nothing.Median, module.Worked - nothing.Worked),
            Marks = [Mark.AtMost(Limit)],
            Note = FormattableString.Invariant(
                $"{module.Median:0} ms against {nothing.Median:0} ms; the least {module.Least:0} ms against {nothing.Least:0} ms; ")
                + FormattableString.Invariant($"processor time {module.Worked:0} ms against {nothing.Worked:0} ms"),
        };
    }
}
