using System.Management.Automation;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Copy-Item.</summary>
[Cmdlet(VerbsCommon.Copy, "Item", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
[NotInStandin("Credential", "FromSession", "ToSession")]
public sealed class CopyItemCommand : FilteredItemCmdlet
{
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? Destination { get; set; }

    [Parameter]
    public SwitchParameter Container { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool IsForced => Force;

    private protected override bool IsPassThru => PassThru;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool container = MyInvocation.BoundParameters.ContainsKey(nameof(Container))
            ? Container
            : !MyInvocation.BoundParameters.ContainsKey(nameof(Recurse)) || Recurse;
        CopyContainers containers = container ? CopyContainers.CopyTargetContainer : CopyContainers.CopyChildrenOfTargetContainer;
        ProviderContext context = NewContext();
        foreach (string path in Paths)
        {
            Try(() => context.Call<object?>(InvokeProvider.Item, "Copy", path, Destination, Recurse.IsPresent, containers, context));
        }
    }
}
