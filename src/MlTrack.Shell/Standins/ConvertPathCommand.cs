using System.Management.Automation;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Convert-Path.</summary>
[Cmdlet(VerbsData.Convert, "Path", DefaultParameterSetName = ByPath)]
[OutputType(typeof(string))]
public sealed class ConvertPathCommand : ItemCmdlet
{
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ProviderContext context = NewContext();
        foreach (string path in Paths)
        {
            WriteObject(ResolvePath(path, context).Select(found => found.ProviderPath), enumerateCollection: true);
        }
    }
}
