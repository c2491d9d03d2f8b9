using System.Management.Automation;
using System.Text;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Export-Csv.</summary>
[Cmdlet(VerbsData.Export, "Csv", SupportsShouldProcess = true, DefaultParameterSetName = "Delimiter")]
public sealed class ExportCsvCommand : CsvWritingCmdlet, IDisposable
{
    private OutputFile? _file;
    private IReadOnlyList<string>? _existing;

    [Parameter(ValueFromPipeline = true, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [EncodingTransformation]
    [ValidateNotNullOrEmpty]
    public Encoding Encoding { get; set; } = Encoding.Default;

    [Parameter]
    public SwitchParameter Append { get; set; }

    private string File => LiteralPath ?? Path!;

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Path is null == LiteralPath is null)
        {
            ThrowTerminatingError(NewError(
                "You must specify either the -Path or -LiteralPath parameters, but not both.",
                "CannotSpecifyPathAndLiteralPath",
                ErrorCategory.InvalidData,
                null));
        }

        if (!ShouldProcess(File))
        {
            return;
        }

        bool isLiteral = LiteralPath is not null;
        Encoding encoding = Encoding;
        if (Append && System.IO.File.Exists(EngineFiles.Resolve(this, File, isLiteral)))
        {
            using StreamReader reader = EngineFiles.OpenRead(this, File, Encoding, isLiteral);
            if (reader.Peek() >= 0)
            {
                CsvReader existing = new(reader, Delimiter, header: null, typeName: null);
                existing.ReadHeader();
                _existing = existing.Header;
                encoding = reader.CurrentEncoding;
            }
        }

        _file = EngineFiles.OpenWrite(this, File, encoding, Append, Force, NoClobber, isLiteral);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null && _file is not null)
        {
            WriteRow(InputObject, _existing, _file.Writer.WriteLine);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Dispose();

    private protected override void CheckColumns(IReadOnlyList<string> existing, IReadOnlyList<string> names)
    {
        string? missing = Force ? null : existing.FirstOrDefault(column => !names.Contains(column, StringComparer.OrdinalIgnoreCase));
        if (missing is not null)
        {
            ThrowTerminatingError(NewError(
                $"Cannot append CSV content to the following file: {File}. The appended object does not have a property that corresponds to the following column: {missing}. To continue with mismatched properties, add the -Force parameter, and then retry the command.",
                "CannotAppendCsvWithMismatchedPropertyNames",
                ErrorCategory.InvalidData,
                missing));
        }
    }
}
