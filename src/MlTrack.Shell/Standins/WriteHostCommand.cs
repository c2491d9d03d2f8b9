using System.Collections;
using System.Management.Automation;
using System.Xml;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Write-Host.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : StandinCmdlet
{
    private static readonly string[] s_tags = ["PSHOST"];

    [Parameter(Position = 0, ValueFromRemainingArguments = true, ValueFromPipeline = true)]
    [Alias("Msg", "Message")]
    public object? Object { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    [Parameter]
    public object? Separator { get; set; } = " ";

    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteInformation(
        new HostInformationMessage
        {
            Message = TextOf(Object),
            NoNewLine = NoNewline,
            ForegroundColor = ForegroundColor ?? Host.UI.RawUI.ForegroundColor,
            BackgroundColor = BackgroundColor ?? Host.UI.RawUI.BackgroundColor,
        },
        s_tags);

    private string TextOf(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        XmlNode node => node.Name,
        IEnumerable items => string.Join(Separator?.ToString(), items.Cast<object?>().Select(TextOf)),
        _ => value.ToString() ?? string.Empty,
    };
}
