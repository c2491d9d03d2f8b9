using System.Globalization;
using System.Management.Automation;

namespace MlTrack.Shell.Standins.Support;

/// <summary>What commands that write CSV take.</summary>
public abstract class CsvWritingCmdlet : StandinCmdlet
{
    private List<string>? _names;
    private CsvWriter? _writer;

    [Parameter(Position = 1, ParameterSetName = "Delimiter")]
    [ValidateNotNull]
    public char Delimiter { get; set; }

    [Parameter(ParameterSetName = "UseCulture")]
    public SwitchParameter UseCulture { get; set; }

    [Parameter]
    [Alias("ITI")]
    public SwitchParameter IncludeTypeInformation { get; set; }

    [Parameter(DontShow = true)]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; } = true;

    [Parameter]
    [Alias("QF")]
    public string[]? QuoteFields { get; set; }

    [Parameter]
    [Alias("UQ")]
    public CsvQuoting UseQuotes { get; set; } = CsvQuoting.Always;

    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseBoth(
            nameof(QuoteFields),
            nameof(UseQuotes),
            "CannotSpecifyQuoteFieldsAndUseQuotes",
            "You must specify either the -UseQuotes or -QuoteFields parameters, but not both.");
        RefuseBoth(
            nameof(IncludeTypeInformation),
            nameof(NoTypeInformation),
            "CannotSpecifyIncludeTypeInformationAndNoTypeInformation",
            "You must specify either the -IncludeTypeInformation or -NoTypeInformation parameters, but not both.");
        if (MyInvocation.BoundParameters.ContainsKey(nameof(IncludeTypeInformation)))
        {
            NoTypeInformation = !IncludeTypeInformation;
        }

        Delimiter = UseCulture ? CultureInfo.CurrentCulture.TextInfo.ListSeparator[0] : Delimiter == '\0' ? ',' : Delimiter;
        _writer = new CsvWriter(Delimiter, UseQuotes, QuoteFields);
    }

    private protected void WriteRow(PSObject value, IReadOnlyList<string>? existing, Action<string> write)
    {
        if (_names is null)
        {
            _names = CsvWriter.NamesOf(value);
            if (existing is not null)
            {
                CheckColumns(existing, _names);
                _names = [.. existing];
            }
            else if (!NoHeader)
            {
                if (!NoTypeInformation)
                {
                    write(CsvWriter.TypeLine(value));
                }

                write(_writer!.Header(_names));
            }
        }

        write(_writer!.Row(value, _names));
    }

    private protected virtual void CheckColumns(IReadOnlyList<string> existing, IReadOnlyList<string> names)
    {
    }

    private void RefuseBoth(string first, string second, string id, string message)
    {
        if (MyInvocation.BoundParameters.ContainsKey(first) && MyInvocation.BoundParameters.ContainsKey(second))
        {
            ThrowTerminatingError(NewError(message, id, ErrorCategory.InvalidData, null));
        }
    }
}
