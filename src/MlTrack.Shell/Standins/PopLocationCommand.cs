using System.Management.Automation;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Pop-Location.</summary>
[Cmdlet(VerbsCommon.Pop, "Location")]
public sealed class PopLocationCommand : PathCmdlet
{
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? StackName { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        PathInfo? result = null;
        Try(() => result = SessionState.Path.PopLocation(StackName));
        if (PassThru && result is not null)
        {
            WriteObject(result);
        }
    }
}
