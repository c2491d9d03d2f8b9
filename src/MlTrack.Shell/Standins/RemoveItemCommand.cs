using System.Management.Automation;
using MlTrack.Shell.Engine;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Remove-Item.</summary>
[Cmdlet(VerbsCommon.Remove, "Item", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
[NotInStandin("Credential")]
public sealed class RemoveItemCommand : FilteredItemCmdlet
{
    private bool _yesToAll;
    private bool _noToAll;

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in Paths)
        {
            // With -Recurse, the filters are for what lies below.
            ProviderContext finder = NewContext(withFilters: !Recurse);
            foreach (PathInfo found in ResolvePath(path, finder))
            {
                Remove(found);
            }
        }
    }

    private void Remove(PathInfo item)
    {
        ProviderContext context = NewContext();
        string path = IsLiteral ? item.Path : WildcardPattern.Escape(item.Path);
        if (context.Call<bool>(SessionState.Path, "IsCurrentLocationOrAncestor", item.Path, context))
        {
            PSInvalidOperationException inUse = new($"Cannot remove the item at '{item.Path}' because it is in use.");
            WriteError(new ErrorRecord(inUse, "InvalidOperation", ErrorCategory.InvalidOperation, item.Path));
            return;
        }

        bool recurse = Recurse;
        if (IsLink(item))
        {
            recurse = false;
        }
        else if (!recurse)
        {
            bool hasChildren = false;
            if (!Try(() => hasChildren = context.Call<bool>(InvokeProvider.ChildItem, "HasChild", path, context)))
            {
                return;
            }

            if (hasChildren)
            {
                string question = $"The item at {item.Path} has children and the Recurse parameter was not specified. If you continue, all children will be removed with the item. Are you sure you want to continue?";
                if (!ShouldContinue(question, null, ref _yesToAll, ref _noToAll))
                {
                    return;
                }

                recurse = true;
            }
        }

        Try(() => context.Call<object?>(InvokeProvider.Item, "Remove", path, recurse, context));
    }

    private static bool IsLink(PathInfo item) =>
        item.Provider.Name == "FileSystem" && new DirectoryInfo(item.ProviderPath) is { Exists: true, LinkTarget: not null };
}
