// The engine's views and scripts know this type by its name in PowerShell.
namespace Microsoft.PowerShell.Commands;

/// <summary>What Measure-Object emits where minimum or maximum is no number.</summary>
public sealed class GenericObjectMeasureInfo : MeasureInfo
{
    /// <summary>How many objects have the property.</summary>
    public int Count { get; set; }

    /// <summary>The mean.</summary>
    public double? Average { get; set; }

    /// <summary>The sum.</summary>
    public double? Sum { get; set; }

    /// <summary>The largest value.</summary>
    public object? Maximum { get; set; }

    /// <summary>The smallest value.</summary>
    public object? Minimum { get; set; }

    /// <summary>The standard deviation of the sample.</summary>
    public double? StandardDeviation { get; set; }
}
