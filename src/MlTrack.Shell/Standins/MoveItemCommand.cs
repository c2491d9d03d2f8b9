using System.Management.Automation;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Move-Item.</summary>
[Cmdlet(VerbsCommon.Move, "Item", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
[NotInStandin("Credential")]
public sealed class MoveItemCommand : FilteredItemCmdlet
{
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string Destination { get; set; } = ".";

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool IsForced => Force;

    private protected override bool IsPassThru => PassThru;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Paths)
        {
            if (IsLiteral)
            {
                Move(path);
                continue;
            }

            foreach (PathInfo found in ResolvePath(path, NewContext()))
            {
                Move(found.Path);
            }
        }
    }

    private void Move(string path)
    {
        ProviderContext context = NewContext();
        context.IsLiteral = true;
        bool exists = false;
        bool inUse = false;
        if (!Try(() => exists = context.Call<bool>(InvokeProvider.Item, "Exists", path, context))
            || !Try(() => inUse = exists && context.Call<bool>(SessionState.Path, "IsCurrentLocationOrAncestor", path, context)))
        {
            return;
        }

        if (!exists || inUse)
        {
            string message = exists
                ? $"Cannot move the item at '{path}' because it is in use."
                : $"Cannot move item because the item at '{path}' does not exist.";
            WriteError(new ErrorRecord(new PSInvalidOperationException(message), "InvalidOperation", ErrorCategory.InvalidOperation, path));
            return;
        }

        Try(() => context.Call<object?>(InvokeProvider.Item, "Move", path, Destination, context));
    }
}
