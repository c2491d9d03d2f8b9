using System.Globalization;

namespace MlTrack;

/// <summary>Numbers as text, the way logs and CSV files write them: invariant, and exact both ways.</summary>
public static class MlNumber
{
    private const NumberStyles RealStyle = NumberStyles.Float;

    /// <summary>Reads a metric's value: an invariant number, or nan, inf, infinity with a sign or without, in any case of letters.</summary>
    /// <param name="text">The text; blanks around it don't matter.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether it is one. Group separators (<c>1,000</c>, <c>1_000</c>), hexadecimals and an empty text are none.</returns>
    public static bool TryParse(string? text, out double value) => TryParse(text.AsSpan(), out value);

    /// <summary>The same of a piece of text.</summary>
    /// <param name="text">The text; blanks around it don't matter.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        ReadOnlySpan<char> span = text.Trim();
        if (span.IsEmpty)
        {
            return false;
        }

        ReadOnlySpan<char> word = span[0] is '+' or '-' ? span[1..] : span;
        if (word.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            value = double.NaN;
            return true;
        }

        if (word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            value = span[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }

        // The framework's own words for NaN and infinity, among them '∞', are not MLflow's.
        return (char.IsAsciiDigit(word.IsEmpty ? 'x' : word[0]) || (word.Length > 1 && word[0] == '.'))
            && double.TryParse(span, RealStyle, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Writes a metric's value so that <see cref="TryParse(string, out double)"/>, .NET and Python all give the same bits back.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The shortest invariant text; <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</returns>
    public static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
