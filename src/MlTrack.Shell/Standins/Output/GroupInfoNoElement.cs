using System.Collections;
using System.Management.Automation;

// The engine's views and scripts know this type by its name in PowerShell.
namespace Microsoft.PowerShell.Commands;

/// <summary>A group of which only the count is kept.</summary>
public sealed class GroupInfoNoElement : GroupInfo
{
    internal GroupInfoNoElement(ArrayList values)
        : base(values) => Count = 1;

    internal override void Add(PSObject value) => Count++;
}
