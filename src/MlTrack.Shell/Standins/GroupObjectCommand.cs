using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Group-Object.</summary>
[Cmdlet(VerbsData.Group, "Object")]
[OutputType(typeof(Hashtable), typeof(GroupInfo))]
public sealed class GroupObjectCommand : OrderingCmdlet
{
    private readonly List<PSObject> _inputs = [];

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    [Alias("AHT")]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter(ParameterSetName = "HashTable")]
    public SwitchParameter AsString { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Values.IsPresent(InputObject))
        {
            _inputs.Add(InputObject);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_inputs.Count == 0)
        {
            return;
        }

        Property ??= OrderEntry.DefaultKeys(_inputs[0]);
        List<PropertyParameter> properties = OrderEntry.Expand(PropertyParameter.Read(this, Property), _inputs);
        CheckTable(properties);
        List<OrderEntry> entries = [.. _inputs.Select((input, index) => OrderEntry.Read(this, input, properties, index))];
        OrderComparer comparer = new(entries[0].Values.Select(_ => true), CultureInfo, CaseSensitive);
        List<GroupInfo> groups = HaveOneType(entries) ? GroupSorted(entries, comparer) : GroupMixed(entries, comparer);
        if (groups.Count == 0)
        {
            return;
        }

        if (AsHashTable)
        {
            WriteTable(groups);
        }
        else
        {
            WriteObject(groups, enumerateCollection: true);
        }
    }

    /// <summary>Values of one type can be sorted: the groups come in their order.</summary>
    private List<GroupInfo> GroupSorted(List<OrderEntry> entries, OrderComparer comparer)
    {
        List<GroupInfo> groups = [];
        OrderEntry? key = null;
        foreach (OrderEntry entry in entries.Order(comparer))
        {
            if (key is not null && comparer.Compare(key, entry) == 0)
            {
                groups[^1].Add(entry.Input);
            }
            else
            {
                key = entry;
                groups.Add(NewGroup(entry));
            }
        }

        return groups;
    }

    /// <summary>Values of several types have no order: the groups come as they are met.</summary>
    private List<GroupInfo> GroupMixed(List<OrderEntry> entries, OrderComparer comparer)
    {
        List<(OrderEntry Key, GroupInfo Group)> groups = [];
        foreach (OrderEntry entry in entries)
        {
            int index = groups.FindIndex(group => comparer.Compare(group.Key, entry) == 0);
            if (index >= 0)
            {
                groups[index].Group.Add(entry.Input);
            }
            else
            {
                groups.Add((entry, NewGroup(entry)));
            }
        }

        return [.. groups.Select(group => group.Group)];
    }

    private GroupInfo NewGroup(OrderEntry entry)
    {
        ArrayList values = new(entry.Values.Select(value => value.Value).ToArray());
        return NoElement ? new GroupInfoNoElement(values) : new GroupInfo(values, entry.Input);
    }

    private static bool HaveOneType(List<OrderEntry> entries)
    {
        Type?[] types = new Type?[entries[0].Values.Count];
        foreach (OrderEntry entry in entries)
        {
            if (entry.Values.Count != types.Length)
            {
                return false;
            }

            for (int i = 0; i < types.Length; i++)
            {
                Type? type = Values.Unwrap(entry.Values[i].Value)?.GetType();
                types[i] ??= type;
                if (type is not null && type != types[i])
                {
                    return false;
                }
            }
        }

        return true;
    }

    private void CheckTable(List<PropertyParameter> properties)
    {
        string? message = AsString && !AsHashTable ? "The AsString parameter can be used only with the AsHashTable parameter."
            : AsHashTable && !AsString && (Property?.Length > 1 || properties.Count > 1)
                ? "A hash table by several properties needs the AsString parameter."
                : null;
        if (message is not null)
        {
            ThrowTerminatingError(new ErrorRecord(new ArgumentException(message), "ArgumentException", ErrorCategory.InvalidArgument, Property));
        }
    }

    private void WriteTable(List<GroupInfo> groups)
    {
        Hashtable table = new(CaseSensitive ? StringComparer.CurrentCulture : StringComparer.CurrentCultureIgnoreCase);
        foreach (GroupInfo group in groups)
        {
            object? key = AsString ? group.Name : Values.Unwrap(group.Values[0]);
            if (key is null || table.ContainsKey(key))
            {
                string message = $"The objects grouped by this property cannot be expanded because there is a key duplication. Provide a valid value for the property, and then try again. Key: '{key}'.";
                WriteError(new ErrorRecord(new ArgumentException(message), "InvalidOperation", ErrorCategory.InvalidArgument, null));
                return;
            }

            table.Add(key, group.Group);
        }

        WriteObject(table);
    }
}
