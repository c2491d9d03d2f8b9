// The engine's views and scripts know this type by its name in PowerShell.
namespace Microsoft.PowerShell.Commands;

/// <summary>What Measure-Object emits for text.</summary>
public sealed class TextMeasureInfo : MeasureInfo
{
    /// <summary>How many lines.</summary>
    public int? Lines { get; set; }

    /// <summary>How many words.</summary>
    public int? Words { get; set; }

    /// <summary>How many characters.</summary>
    public int? Characters { get; set; }
}
