using System.Management.Automation;
using System.Text;
using Microsoft.PowerShell.Commands.Internal.Format;
using MlTrack.Shell.Engine;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Out-File, and for the redirection operators, which call it: the engine's own output, written to a file.</summary>
[Cmdlet(VerbsData.Out, "File", SupportsShouldProcess = true, DefaultParameterSetName = "ByPath")]
public sealed class OutFileCommand : FrontEndCommandBase
{
    private OutputFile? _file;
    private bool _hasInput;

    /// <summary>Makes the command.</summary>
    public OutFileCommand() => EngineInternals.SetOutput(this);

    [Alias("Path")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "ByPath")]
    public string FilePath { get; set; } = string.Empty;

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "ByLiteralPath")]
    [Alias("PSPath", "LP")]
    public string? LiteralPath { get; set; }

    [Parameter(Position = 1)]
    [EncodingTransformation]
    [ValidateNotNullOrEmpty]
    public Encoding Encoding { get; set; } = Encoding.Default;

    [Parameter]
    public SwitchParameter Append { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; }

    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        string path = LiteralPath ?? FilePath;
        if (!ShouldProcess(path, "Output to File"))
        {
            return;
        }

        _file = EngineFiles.OpenWrite(this, path, Encoding, Append, Force, NoClobber, LiteralPath is not null);
        EngineInternals.SetOutputWriter(this, _file.Writer, Width == 0 ? int.MaxValue : Width, NoNewline);
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _hasInput = true;
        if (_file is not null)
        {
            base.ProcessRecord();
            _file.Writer.Flush();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // As the target of a redirection that nothing went to, the command was never started.
        if (_hasInput && _file is not null)
        {
            base.EndProcessing();
            _file.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void InternalDispose()
    {
        base.InternalDispose();
        _file?.Dispose();
    }
}
