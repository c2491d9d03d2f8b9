using System.Globalization;

namespace MlTrack.Search;

/// <summary>Whole numbers as Python's int() reads them from a text: blanks around and one sign are fine.</summary>
internal static class WholeNumber
{
    /// <summary>Reads a number. What is beyond the range of a column becomes the end of that range, where no id or time lies.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, out long value)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim();
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            return true;
        }

        bool negative = digits.StartsWith("-");
        if (negative || digits.StartsWith("+"))
        {
            digits = digits[1..];
        }

        value = negative ? long.MinValue : long.MaxValue;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
