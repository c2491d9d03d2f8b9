using System.Management.Automation;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Get-Location.</summary>
[Cmdlet(VerbsCommon.Get, "Location", DefaultParameterSetName = "Location")]
[OutputType(typeof(PathInfo), typeof(PathInfoStack))]
[NotInStandin("PSDrive", "PSProvider")]
public sealed class GetLocationCommand : StandinCmdlet
{
    [Parameter(ParameterSetName = "Stack")]
    public SwitchParameter Stack { get; set; }

    [Parameter(ParameterSetName = "Stack", ValueFromPipelineByPropertyName = true)]
    public string[]? StackName { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Location")
        {
            WriteObject(SessionState.Path.CurrentLocation);
            return;
        }

        foreach (string? name in StackName ?? [null!])
        {
            try
            {
                WriteObject(SessionState.Path.LocationStack(name), enumerateCollection: false);
            }
            catch (PSArgumentException exception)
            {
                WriteError(new ErrorRecord(exception.ErrorRecord, exception));
            }
        }
    }
}
