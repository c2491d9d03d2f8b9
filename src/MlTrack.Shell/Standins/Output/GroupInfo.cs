using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Text;

// The engine's views and scripts know this type by its name in PowerShell.
namespace Microsoft.PowerShell.Commands;

/// <summary>A group of objects, as Group-Object emits it.</summary>
public class GroupInfo
{
    private protected GroupInfo(ArrayList values)
    {
        Values = values;
        Name = BuildName(values);
    }

    internal GroupInfo(ArrayList values, PSObject first)
        : this(values) => Add(first);

    /// <summary>How many objects there are.</summary>
    public int Count { get; private protected set; }

    /// <summary>The values that the objects share, as text.</summary>
    public string Name { get; }

    /// <summary>The objects.</summary>
    public Collection<PSObject> Group { get; } = [];

    /// <summary>The values that the objects share.</summary>
    public ArrayList Values { get; }

    internal virtual void Add(PSObject value)
    {
        Group.Add(value);
        Count++;
    }

    private static string BuildName(ArrayList values)
    {
        StringBuilder text = new();
        foreach (object? value in values)
        {
            if (value is null)
            {
                continue;
            }

            if (value is ICollection items)
            {
                text.Append('{').AppendJoin(", ", items.Cast<object?>().Select(item => string.Create(CultureInfo.CurrentCulture, $"{item}")))
                    .Append("}, ");
            }
            else
            {
                text.Append(CultureInfo.CurrentCulture, $"{value}, ");
            }
        }

        return text.Length >= 2 ? text.ToString(0, text.Length - 2) : string.Empty;
    }
}
