using System.Management.Automation;
using System.Text;
using System.Xml;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Export-Clixml.</summary>
[Cmdlet(VerbsData.Export, "Clixml", SupportsShouldProcess = true, DefaultParameterSetName = "ByPath")]
public sealed class ExportClixmlCommand : StandinCmdlet, IDisposable
{
    private OutputFile? _file;
    private XmlWriter? _writer;
    private object? _serializer;

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; }

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ByPath")]
    public string? Path { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter(ValueFromPipeline = true, Mandatory = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [EncodingTransformation]
    [ValidateNotNullOrEmpty]
    public Encoding Encoding { get; set; } = Encoding.Default;

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer?.Dispose();
        _file?.Dispose();
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        string path = LiteralPath ?? Path!;
        if (!ShouldProcess(path))
        {
            return;
        }

        _file = EngineFiles.OpenWrite(this, path, Encoding, append: false, Force, NoClobber, LiteralPath is not null);
        _writer = XmlWriter.Create(_file.Writer, new XmlWriterSettings
        {
            Encoding = _file.Writer.Encoding,
            Indent = true,
            OmitXmlDeclaration = true,
        });
        _serializer = EngineClixml.Begin(_writer, Depth == 0 ? null : Depth);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_serializer is not null)
        {
            EngineClixml.Write(_serializer, InputObject);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_serializer is not null)
        {
            EngineClixml.End(_serializer);
        }

        Dispose();
    }
}
