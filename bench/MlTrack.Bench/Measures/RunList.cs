using System.Globalization;
using MlTrack.Bench.Contenders;
using MlTrack.Bench.Data;
using MlTrack.Stores;

namespace MlTrack.Bench.Measures;

/// <summary>The runs that are listed and searched, and how to look at all of them.</summary>
internal static class RunList
{
    public static string ExperimentId { get; } = DataSetWriter.Experiment.ToString(CultureInfo.InvariantCulture);

    public static RunSearch All { get; } = new() { ExperimentIds = [ExperimentId] };

    public static DataSetShape Shape(int runs) => new(runs, 10, 10, 5);

    public static DataSetShape Shape(BenchContext context) => Shape(context.Options.Runs);

    /// <summary>The warm shell, at its copy of the data set.</summary>
    public static JsonSession? ConnectPwsh(BenchContext context, DataSetShape shape)
    {
        context.Pwsh?.Ask("connect", ("db", context.DataSet(shape, "pwsh")));
        return context.Pwsh;
    }

    /// <summary>Goes through a lazy sequence and keeps nothing.</summary>
    public static int Drain(IEnumerable<MlRun> runs)
    {
        int count = 0;
        foreach (MlRun _ in runs)
        {
            count++;
        }

        return count;
    }

    /// <summary>A contender that finds other rows than it should isn't fast, it is wrong.</summary>
    public static void Check(string who, int found, int expected)
    {
        if (found != expected)
        {
            throw new InvalidOperationException($"{who} found {found} rows instead of {expected}.");
        }
    }
}
