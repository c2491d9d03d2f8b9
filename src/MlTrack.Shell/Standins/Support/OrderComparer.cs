using System.Globalization;

namespace MlTrack.Shell.Standins.Support;

/// <summary>Orders entries by their values, first to last.</summary>
internal sealed class OrderComparer : IComparer<OrderEntry>
{
    private readonly ValueComparer[] _comparers;

    public OrderComparer(IEnumerable<bool> ascending, CultureInfo? culture, bool caseSensitive) =>
        _comparers = [.. ascending.Select(up => new ValueComparer(up, culture, caseSensitive))];

    /// <summary>Makes the comparer for entries of up to so many values.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="properties">The properties, which may each say their direction.</param>
    /// <param name="ascending">The direction of the others.</param>
    /// <param name="culture">The culture of texts.</param>
    /// <param name="caseSensitive">Whether case counts.</param>
    /// <returns>The comparer.</returns>
    public static OrderComparer For(
        IReadOnlyCollection<OrderEntry> entries,
        IReadOnlyList<PropertyParameter> properties,
        bool ascending,
        CultureInfo? culture,
        bool caseSensitive)
    {
        int width = entries.Count == 0 ? 0 : entries.Max(entry => entry.Values.Count);
        return new OrderComparer(
            Enumerable.Range(0, width).Select(i => (i < properties.Count ? properties[i].Ascending : null) ?? ascending), culture, caseSensitive);
    }

    /// <inheritdoc/>
    public int Compare(OrderEntry? x, OrderEntry? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        for (int i = 0; i < _comparers.Length; i++)
        {
            int order = _comparers[i].Compare(
                i < x.Values.Count ? x.Values[i] : OrderValue.Missing, i < y.Values.Count ? y.Values[i] : OrderValue.Missing);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }
}
