// The engine's views and scripts know this type by its name in PowerShell.
namespace Microsoft.PowerShell.Commands;

/// <summary>What Measure-Object emits.</summary>
public abstract class MeasureInfo
{
    /// <summary>The property that was measured.</summary>
    public string? Property { get; set; }
}
