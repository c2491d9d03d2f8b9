using System.Globalization;
using System.Management.Automation;

namespace MlTrack.Shell.Standins.Support;

/// <summary>Orders values the way PowerShell's object commands do; what can't be compared is compared as text.</summary>
internal sealed class ValueComparer
{
    private readonly CultureInfo _culture;
    private readonly bool _caseSensitive;
    private readonly bool _ascending;

    public ValueComparer(bool ascending, CultureInfo? culture, bool caseSensitive)
    {
        _ascending = ascending;
        _culture = culture ?? CultureInfo.CurrentCulture;
        _caseSensitive = caseSensitive;
    }

    /// <summary>Compares two values of properties; one that is missing comes last in either direction.</summary>
    /// <param name="first">A value.</param>
    /// <param name="second">A value.</param>
    /// <returns>Negative if the first comes first.</returns>
    public int Compare(OrderValue first, OrderValue second) => (first.Exists, second.Exists) switch
    {
        (true, true) => Compare(first.Value, second.Value),
        (true, false) => -1,
        (false, true) => 1,
        _ => 0,
    };

    /// <summary>Compares two values.</summary>
    /// <param name="first">A value.</param>
    /// <param name="second">A value.</param>
    /// <returns>Negative if the first comes first.</returns>
    public int Compare(object? first, object? second)
    {
        object? left = first is PSObject leftObject ? leftObject.BaseObject : first;
        object? right = second is PSObject rightObject ? rightObject.BaseObject : second;
        if (left is null && right is null)
        {
            return 0;
        }

        if (!LanguagePrimitives.TryCompare(left, right, !_caseSensitive, _culture, out int result))
        {
            string leftText = PSObject.AsPSObject(left).ToString();
            string rightText = PSObject.AsPSObject(right).ToString();
            result = _culture.CompareInfo.Compare(leftText, rightText, _caseSensitive ? CompareOptions.None : CompareOptions.IgnoreCase);
        }

        return _ascending ? result : -result;
    }
}
