using System.Management.Automation;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Set-Content.</summary>
[Cmdlet(VerbsCommon.Set, "Content", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
public sealed class SetContentCommand : ContentWritingCmdlet
{
    private protected override string Action => "Set Content";

    private protected override void BeforeOpen(string path, ProviderContext context)
    {
        ProviderContext clearing = context.Copy();
        Ignore(() =>
        {
            clearing.Call<object?>(InvokeProvider.Content, "Clear", path, clearing);
            clearing.ThrowFirstError();
        });
    }
}
