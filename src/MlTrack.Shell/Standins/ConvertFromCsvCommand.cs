using System.Management.Automation;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for ConvertFrom-Csv.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Csv", DefaultParameterSetName = "Delimiter")]
public sealed class ConvertFromCsvCommand : CsvReadingCmdlet
{
    private string? _typeName;

    [Parameter(Position = 1, ParameterSetName = "Delimiter")]
    [ValidateNotNullOrEmpty]
    public char Delimiter { get; set; }

    [Parameter(ParameterSetName = "UseCulture", Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public SwitchParameter UseCulture { get; set; }

    [Parameter(ValueFromPipeline = true, Mandatory = true, ValueFromPipelineByPropertyName = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public PSObject[]? InputObject { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject input in InputObject ?? [])
        {
            using StringReader text = new(input.ToString());
            CsvReader reader = new(text, DelimiterOf(Delimiter, UseCulture), Header, _typeName);
            WriteRows(reader);

            // The first line that comes names the columns of all that follow.
            Header ??= reader.Header is null ? null : [.. reader.Header];
            _typeName ??= reader.TypeName;
        }
    }
}
