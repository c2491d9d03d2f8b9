using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace MlTrack.Shell.Standins.Support;

/// <summary>What commands that order objects take.</summary>
public abstract class OrderingCmdlet : StandinCmdlet
{
    private string? _culture;

    [Parameter(ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = AutomationNull.Value;

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public string? Culture
    {
        get => _culture;
        set
        {
            _culture = value;
            CultureInfo = string.IsNullOrEmpty(value) ? null
                : value.Trim() is var text && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
                    && int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.CurrentCulture, out int hex)
                    ? new CultureInfo(hex)
                : int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.CurrentCulture, out int number) ? new CultureInfo(number)
                : new CultureInfo(value);
        }
    }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    private protected CultureInfo? CultureInfo { get; private set; }
}
