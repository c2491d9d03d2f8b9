using System.Globalization;
using System.Management.Automation;

namespace MlTrack.Input;

/// <summary>A property of a row: whether it is there at all, and what it holds.</summary>
/// <param name="IsThere">Whether the row has it.</param>
/// <param name="Value">What it holds; may be null where it is there.</param>
internal readonly record struct Cell(bool IsThere, object? Value)
{
    /// <summary>The value as the invariant culture prints it; '' for null.</summary>
    public string Text => Convert.ToString(PipedReader.Unwrap(Value), CultureInfo.InvariantCulture) ?? "";
}

/// <summary>A metric, param or tag that came as a row of a pipeline: a line of a CSV file, a hashtable, an MlMetric.</summary>
/// <param name="RunId">RunId or run_id.</param>
/// <param name="Name">Name or Key.</param>
/// <param name="Value">Value.</param>
/// <param name="Step">Step.</param>
/// <param name="Timestamp">Timestamp.</param>
internal readonly record struct LogRow(Cell RunId, Cell Name, Cell Value, Cell Step, Cell Timestamp)
{
    /// <summary>Reads a row.</summary>
    /// <param name="piped">What came through the pipeline.</param>
    /// <returns>The row.</returns>
    public static LogRow Of(PipedObject piped) => piped.Source switch
    {
        MlMetric metric => new LogRow(
            new(true, metric.RunId), new(true, metric.Key), new(true, metric.Value), new(true, metric.Step), new(true, metric.Timestamp)),
        MlParam param => new LogRow(new(true, param.RunId), new(true, param.Key), new(true, param.Value), default, default),
        PSObject row => new LogRow(
            new(piped.RunId is not null, piped.RunId), Read(row, "Name", "Key"), Read(row, "Value"), Read(row, "Step"), Read(row, "Timestamp")),
        _ => default,
    };

    private static Cell Read(PSObject row, params ReadOnlySpan<string> names) =>
        PipedReader.TryGet(row, out object? value, names) ? new(true, value) : default;
}
