using System.Management.Automation;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for ConvertFrom-Json.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : StandinCmdlet
{
    private readonly List<string> _inputs = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = string.Empty;

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    [ValidateRange(ValidateRangeKind.Positive)]
    public int Depth { get; set; } = 1024;

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    [Parameter]
    public JsonDateKind DateKind { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _inputs.Add(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_inputs.Count == 0)
        {
            return;
        }

        // Several inputs are one document each if the first one is, else the lines of one.
        if (_inputs.Count == 1 || FirstIsDocument())
        {
            foreach (string input in _inputs)
            {
                Convert(input);
            }
        }
        else
        {
            Convert(string.Join(Environment.NewLine, _inputs));
        }
    }

    private bool FirstIsDocument()
    {
        try
        {
            return JsonReader.Read(_inputs[0], AsHashtable, Depth, DateKind) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (JsonKeyException)
        {
            return true;
        }
    }

    private void Convert(string input)
    {
        try
        {
            WriteObject(JsonReader.Read(input, AsHashtable, Depth, DateKind), enumerateCollection: !NoEnumerate);
        }
        catch (JsonKeyException exception)
        {
            ThrowTerminatingError(new ErrorRecord(exception, exception.Id, ErrorCategory.InvalidOperation, null));
        }
    }
}
