using System.Globalization;
using MlTrack.Bench.Contenders;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;

namespace MlTrack.Bench.Measures;

/// <summary>What importing the module costs over importing a compiled module with nothing in it, in processes that did nothing before.</summary>
internal sealed class ImportMeasure : IMeasure
{
    private const double Limit = 150;

    public string Name => "import";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        Rounds rounds = new(context.Options.Processes);
        string folder = context.NewFolder();
        Func<Sample> ours = rounds.Add(context.PwshProgram, pwsh => Import(pwsh, Repository.Manifest, folder));
        Func<Sample> empty = rounds.Add(context.PwshProgram, pwsh => Import(pwsh, Repository.EmptyManifest, folder));
        rounds.Run();
        Sample module = ours();
        Sample nothing = empty();
        Sample over = (module.Missing ?? nothing.Missing) is { } why
            ? Sample.None(why)
            : Sample.Of(module.Median - nothing.Median);
        yield return new("import of the module, whole") { MlTrack = module };
        yield return new("import of an empty compiled module") { MlTrack = nothing };
        yield return new("import over the empty module") { MlTrack = over, Marks = [Mark.AtMost(Limit)] };
    }

    private static double[] Import(string pwsh, string manifest, string folder) =>
    [
        double.Parse(
            ChildProcess.Run(pwsh, [.. BenchContext.PwshArguments("import.ps1"), "-Manifest", manifest], folder), CultureInfo.InvariantCulture),
    ];
}
