using System.Management.Automation;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Get-Item.</summary>
[Cmdlet(VerbsCommon.Get, "Item", DefaultParameterSetName = ByPath)]
[NotInStandin("Credential")]
public sealed class GetItemCommand : FilteredItemCmdlet
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
            Try(() => context.Call<object?>(InvokeProvider.Item, "Get", path, context));
        }
    }
}
