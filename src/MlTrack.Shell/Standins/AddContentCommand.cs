using System.Management.Automation;
using System.Management.Automation.Provider;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Add-Content.</summary>
[Cmdlet(VerbsCommon.Add, "Content", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
public sealed class AddContentCommand : ContentWritingCmdlet
{
    private protected override string Action => "Add Content";

    private protected override void AfterOpen(IContentWriter writer) => writer.Seek(0, SeekOrigin.End);
}
