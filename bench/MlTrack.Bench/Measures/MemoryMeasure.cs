using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using MlTrack.Bench.Contenders;
using MlTrack.Bench.Data;
using MlTrack.Bench.Reporting;
using MlTrack.Bench.Timing;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>How much memory a stream of runs takes over what the process held before, each time in a process of its own.</summary>
internal sealed class MemoryMeasure : IMeasure
{
    /// <summary>The argument that makes this program such a process.</summary>
    public const string ChildArgument = "stream-and-tell";

    private const int Most = 3;

    public string Name => "memory";

    public IEnumerable<ReportRow> Run(BenchContext context)
    {
        DataSetShape shape = RunList.Shape(context);
        string file = context.DataSet(shape, "MlTrack");
        string pwshFile = context.DataSet(shape, "pwsh");
        string mlflowFile = context.MlflowDataSet(shape);
        string folder = context.NewFolder();
        Rounds rounds = context.NewRounds();
        Func<Sample> library = rounds.Add(
            () => Number(ChildProcess.Run("dotnet", [typeof(MemoryMeasure).Assembly.Location, ChildArgument, file], folder)), Most);
        Func<Sample> cmdlet = rounds.Add(
            context.PwshProgram,
            pwsh => Number(ChildProcess.Run(
                pwsh, [.. BenchContext.PwshArguments("memory.ps1"), "-Manifest", Repository.Manifest, "-Database", pwshFile], folder)),
            Most);
        Func<Sample> mlflow = rounds.Add(context.MlflowProgram, python => Mlflow(python, mlflowFile, folder), atMost: 1);
        rounds.Run();

        string runs = $"{shape.Runs:#,0}";
        Mark mark = Mark.AtMost(100, "MB");
        yield return new($"memory over baseline, {runs} runs, Find-MlRun") { Unit = "MB", MlTrack = cmdlet(), Mlflow = mlflow(), Marks = [mark] };
        yield return new($"memory over baseline, {runs} runs, client.FindRuns") { Unit = "MB", MlTrack = library(), Mlflow = mlflow(), Marks = [mark] };
    }

    /// <summary>Streams all runs and prints the growth of this process's peak in megabytes.</summary>
    public static void Stream(string file)
    {
        using MlClient client = Library.Open(file);
        RunList.Drain(client.FindRuns(RunList.All, maxResults: 1));
        GC.Collect();
        using Process process = Process.GetCurrentProcess();
        long before = process.WorkingSet64;
        RunList.Drain(client.FindRuns(RunList.All));
        process.Refresh();
        Console.WriteLine((Math.Max(0, process.PeakWorkingSet64 - before) / 1e6).ToString("R", CultureInfo.InvariantCulture));
    }

    private static Turn Number(string text) => new([double.Parse(text, CultureInfo.InvariantCulture)]);

    private static Turn Mlflow(string program, string file, string folder)
    {
        using JsonSession python = new(program, [Repository.MlflowScript], folder);
        JsonNode answer = python.Ask("memory", ("db", file), ("experiment", RunList.ExperimentId));
        return new([answer["mb"]!.GetValue<double>()]);
    }
}
