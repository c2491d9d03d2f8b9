// The engine's views and scripts know this type by its name in PowerShell.
namespace Microsoft.PowerShell.Commands;

/// <summary>What Measure-Object emits for numbers.</summary>
public sealed class GenericMeasureInfo : MeasureInfo
{
    /// <summary>How many objects have the property.</summary>
    public int Count { get; set; }

    /// <summary>The mean.</summary>
    public double? Average { get; set; }

    /// <summary>The sum.</summary>
    public double? Sum { get; set; }

    /// <summary>The largest value.</summary>
    public double? Maximum { get; set; }

    /// <summary>The smallest value.</summary>
    public double? Minimum { get; set; }

    /// <summary>The standard deviation of the sample.</summary>
    public double? StandardDeviation { get; set; }
}
