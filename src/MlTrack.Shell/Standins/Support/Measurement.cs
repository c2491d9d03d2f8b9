using System.Globalization;
using System.Management.Automation;

namespace MlTrack.Shell.Standins.Support;

/// <summary>What is known of one property while objects go by.</summary>
internal sealed class Measurement
{
    private double _previousSum;
    private double _variance;

    public int Count { get; private set; }

    public double Sum { get; private set; }

    public double StandardDeviation => Math.Sqrt(_variance);

    public object? Maximum { get; private set; }

    public object? Minimum { get; private set; }

    public int Characters { get; private set; }

    public int Words { get; private set; }

    public int Lines { get; private set; }

    /// <summary>Counts one more object.</summary>
    public void CountOne() => Count++;

    /// <summary>Adds a number; the variance by Welford's method, which doesn't lose digits to large sums.</summary>
    /// <param name="value">The number.</param>
    public void AddNumber(double value)
    {
        _previousSum = Sum;
        Sum += value;
        if (Count > 1)
        {
            double previousMean = _previousSum / (Count - 1);
            _variance *= (Count - 2.0) / (Count - 1);
            _variance += (value - previousMean) * (value - previousMean) / Count;
        }
    }

    /// <summary>Takes a value into account for the smallest and the largest.</summary>
    /// <param name="value">The value.</param>
    /// <param name="minimum">Whether for the smallest.</param>
    /// <param name="maximum">Whether for the largest.</param>
    public void AddOrdered(object? value, bool minimum, bool maximum)
    {
        if (minimum)
        {
            Minimum = Choose(value, Minimum, smaller: true);
        }

        if (maximum)
        {
            Maximum = Choose(value, Maximum, smaller: false);
        }
    }

    /// <summary>Counts the characters, words and lines of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ignoreWhiteSpace">Whether white space is no character.</param>
    public void AddText(string text, bool ignoreWhiteSpace)
    {
        bool inWord = false;
        foreach (char c in text)
        {
            bool isSpace = char.IsWhiteSpace(c);
            Characters += ignoreWhiteSpace && isSpace ? 0 : 1;
            Words += !isSpace && !inWord ? 1 : 0;
            inWord = !isSpace;
            Lines += c == '\n' ? 1 : 0;
        }

        // 'a\nb' has two lines, and so has 'a\nb\n'.
        Lines += text.Length > 0 && text[^1] != '\n' ? 1 : 0;
    }

    private static object? Choose(object? value, object? chosen, bool smaller)
    {
        if (chosen is null)
        {
            return value;
        }

        object? left = chosen is not null && LanguagePrimitives.TryConvertTo(chosen, out double number) ? number : chosen;
        object? right = value is not null && LanguagePrimitives.TryConvertTo(value, out number) ? number : value;
        if (left is not null && right is not null && left.GetType() != right.GetType())
        {
            left = PSObject.AsPSObject(left).ToString();
            right = PSObject.AsPSObject(right).ToString();
        }

        int order = LanguagePrimitives.Compare(left, right, ignoreCase: false, CultureInfo.CurrentCulture);
        return (smaller ? order : -order) > 0 ? value : chosen;
    }
}
