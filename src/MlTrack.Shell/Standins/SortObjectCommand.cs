using System.Management.Automation;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Sort-Object.</summary>
[Cmdlet("Sort", "Object", DefaultParameterSetName = "Default")]
public sealed class SortObjectCommand : OrderingCmdlet
{
    private readonly List<PSObject> _inputs = [];

    [Parameter(ParameterSetName = "Default")]
    public SwitchParameter Stable { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter(ParameterSetName = "Top", Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; }

    [Parameter(ParameterSetName = "Bottom", Mandatory = true)]
    [ValidateRange(1, int.MaxValue)]
    public int Bottom { get; set; }

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

        object[]? wanted = Property ?? OrderEntry.DefaultKeys(_inputs[0]);
        List<PropertyParameter> properties = OrderEntry.Expand(
            PropertyParameter.Read(this, wanted, "ascending", "descending"), _inputs);
        List<OrderEntry> entries = [.. _inputs.Select((input, index) => OrderEntry.Read(this, input, properties, index))];
        OrderComparer comparer = OrderComparer.For(entries, properties, !Descending, CultureInfo, CaseSensitive);
        foreach (OrderEntry entry in Sort(entries, comparer))
        {
            WriteObject(entry.Input);
        }
    }

    private IEnumerable<OrderEntry> Sort(List<OrderEntry> entries, OrderComparer comparer)
    {
        if (!Stable && Top == 0 && Bottom == 0)
        {
            // The original's own sort, which leaves the order of equals to chance: the same one as there, so that results are the same.
            entries.Sort(comparer);
            return Unique ? FirstOfEach(entries, comparer) : entries;
        }

        IEnumerable<OrderEntry> ordered = entries.OrderBy(entry => !entry.IsComparable).ThenBy(entry => entry, comparer);
        List<OrderEntry> result = [.. Unique ? FirstOfEach(ordered, comparer) : ordered];
        return Top > 0 ? result.Take(Top) : Bottom > 0 ? result.TakeLast(Bottom) : result;
    }

    private static IEnumerable<OrderEntry> FirstOfEach(IEnumerable<OrderEntry> ordered, OrderComparer comparer)
    {
        OrderEntry? last = null;
        foreach (OrderEntry entry in ordered)
        {
            if (last is null || comparer.Compare(last, entry) != 0)
            {
                last = entry;
                yield return entry;
            }
        }
    }
}
