using System.Management.Automation;

namespace MlTrack.Shell.Standins.Support;

/// <summary>What commands take that work on some of the items found by path.</summary>
public abstract class FilteredItemCmdlet : ItemCmdlet
{
    [Parameter]
    public string? Filter { get; set; }

    [Parameter]
    public string[]? Include { get; set; }

    [Parameter]
    public string[]? Exclude { get; set; }

    private protected override ItemFilter Filters => new(Include, Exclude, Filter);
}
