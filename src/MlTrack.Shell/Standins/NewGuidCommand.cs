using System.Management.Automation;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for New-Guid.</summary>
[Cmdlet(VerbsCommon.New, "Guid", DefaultParameterSetName = "Default")]
[OutputType(typeof(Guid))]
public sealed class NewGuidCommand : StandinCmdlet
{
    [Parameter(ParameterSetName = "Empty")]
    public SwitchParameter Empty { get; set; }

    [Parameter(ParameterSetName = "InputObject", Position = 0, ValueFromPipeline = true)]
    public string? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            WriteObject(Empty ? Guid.Empty : Guid.NewGuid());
        }
        else if (Guid.TryParse(InputObject, out Guid guid))
        {
            WriteObject(guid);
        }
        else
        {
            WriteError(new ErrorRecord(
                new FormatException($"'{InputObject}' is no GUID."), "StringNotRecognizedAsGuid", ErrorCategory.InvalidArgument, null));
        }
    }
}
