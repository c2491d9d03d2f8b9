using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Numerics;

namespace MlTrack.Input;

/// <summary>
/// Turns what users give as values into numbers, times and texts. PowerShell's own conversions take '' and $null for 0, <c>0,1</c> for 1
/// and 1.5 for 2; here each of these is an error that names the item.
/// </summary>
internal static class ValueReader
{
    private static readonly string[] s_dateFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-dd",

        // What PowerShell makes of a [datetimeoffset] in a text, or when it cuts off an object that goes through a job.
        "MM/dd/yyyy HH:mm:ss zzz",
    ];

    /// <summary>A metric's value.</summary>
    /// <param name="what">The item, for the message: <c>metric 'rmse'</c>.</param>
    /// <param name="value">A number, or its invariant text (nan and inf in any case).</param>
    /// <returns>The number.</returns>
    public static double Real(string what, object? value)
    {
        object? plain = PipedReader.Unwrap(value);
        return plain switch
        {
            double real => real,
            float real => real,
            string text when MlNumber.TryParse(text, out double real) => real,
            BigInteger big when double.IsFinite((double)big) => (double)big,
            Half half => (double)half,
            _ when IsInteger(plain) || plain is decimal => Convert.ToDouble(plain, CultureInfo.InvariantCulture),
            _ => throw MlErrors.InvalidValue(
                $"The value of {what} is {Show(plain)}, which is no number. Give a number, or its invariant text such as 0.5, 1e-3, nan or inf.",
                plain),
        };
    }

    /// <summary>A whole number: a step, a count, milliseconds.</summary>
    /// <param name="what">The item, for the message: <c>The step of metric 'rmse'</c>.</param>
    /// <param name="value">A whole number, or its invariant text.</param>
    /// <param name="examples">Numbers that would do, for the message.</param>
    /// <returns>The number.</returns>
    public static long Whole(string what, object? value, string examples = "0, 1 or 250") =>
        TryWhole(PipedReader.Unwrap(value), out long whole)
            ? whole
            : throw MlErrors.InvalidValue(
                $"{what} is {Show(PipedReader.Unwrap(value))}, which is no whole number of 64 bits. Give one such as {examples}.",
                PipedReader.Unwrap(value));

    /// <summary>The number of a model's version.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The number, 1 or more.</returns>
    public static int ModelVersion(object? value)
    {
        long number = Whole("The version of a model", value, "1, 2 or 3");
        return number is >= 1 and <= int.MaxValue
            ? (int)number
            : throw MlErrors.InvalidValue(
                string.Create(CultureInfo.InvariantCulture, $"{number} is no version of a model: versions count from 1."), number);
    }

    /// <summary>How many results are wanted: 1 or more.</summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="value">The value.</param>
    /// <returns>The count.</returns>
    public static long Count(string parameter, object? value)
    {
        long count = Whole("-" + parameter, value, "1, 10 or 250");
        return count >= 1
            ? count
            : throw MlErrors.InvalidValue(string.Create(CultureInfo.InvariantCulture, $"-{parameter} is {count}; it must be 1 or more."), count);
    }

    /// <summary>A time as milliseconds since the epoch. A time without zone is UTC; a local one is converted.</summary>
    /// <param name="what">The item, for the message: <c>The timestamp of metric 'rmse'</c>.</param>
    /// <param name="value">A [datetime], a [datetimeoffset], milliseconds since the epoch, or one of these as text (dates as ISO 8601).</param>
    /// <returns>Milliseconds since the epoch.</returns>
    public static long Milliseconds(string what, object? value)
    {
        object? plain = PipedReader.Unwrap(value);
        switch (plain)
        {
            case DateTimeOffset time:
                return NotBeforeEpoch(what, time.ToUnixTimeMilliseconds(), plain);
            case DateTime time:
                DateTime utc = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
                return NotBeforeEpoch(what, new DateTimeOffset(utc).ToUnixTimeMilliseconds(), plain);
            case PSObject stored when stored.Properties["UtcDateTime"]?.Value is DateTime time:
                // A [datetimeoffset] that came through Export-Clixml or from a job.
                return NotBeforeEpoch(what, new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeMilliseconds(), plain);
            case string text when DateTimeOffset.TryParseExact(
                text.Trim(), s_dateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time):
                return NotBeforeEpoch(what, time.ToUnixTimeMilliseconds(), plain);
            default:
                return TryWhole(plain, out long milliseconds)
                    ? NotBeforeEpoch(what, milliseconds, plain)
                    : throw MlErrors.InvalidValue(
                        $"{what} is {Show(plain)}, which is no time. Give a date such as 2026-01-31T12:00:00Z, a [datetime], or milliseconds "
                        + "since 1970-01-01 UTC.", plain);
        }
    }

    /// <summary>The value of a param or tag: text as the invariant culture prints it.</summary>
    /// <param name="what">The item, for the message: <c>param 'lr'</c>.</param>
    /// <param name="value">The value.</param>
    /// <returns>The text.</returns>
    public static string Text(string what, object? value) => PipedReader.Unwrap(value) switch
    {
        null => throw MlErrors.InvalidValue($"The value of {what} is $null. Give a text; '' is one.", null),
        string text => text,
        IDictionary table => throw MlErrors.InvalidValue(
            $"The value of {what} is a dictionary. Give a text or number; the names and values of a dictionary are items of their own.", table),
        object plain => LanguagePrimitives.ConvertTo<string>(plain),
    };

    private static bool TryWhole(object? value, out long whole)
    {
        whole = 0;
        switch (value)
        {
            case ulong big:
                whole = unchecked((long)big);
                return big <= long.MaxValue;
            case double real when real == Math.Floor(real) && real is >= -9007199254740992.0 and <= 9007199254740992.0:
                whole = (long)real;
                return true;
            case float real when real == MathF.Floor(real) && real is >= -16777216f and <= 16777216f:
                whole = (long)real;
                return true;
            case decimal real when real == decimal.Floor(real) && real is >= long.MinValue and <= long.MaxValue:
                whole = (long)real;
                return true;
            case string text:
                // Tables with gaps write whole numbers as 5.0.
                return long.TryParse(text.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole)
                    || (MlNumber.TryParse(text, out double parsed) && TryWhole(parsed, out whole));
            case BigInteger big when big >= long.MinValue && big <= long.MaxValue:
                whole = (long)big;
                return true;
            default:
                if (!IsInteger(value))
                {
                    return false;
                }

                whole = Convert.ToInt64(value, CultureInfo.InvariantCulture);
                return true;
        }
    }

    private static bool IsInteger(object? value) => value is int or long or short or byte or sbyte or ushort or uint or ulong;

    private static long NotBeforeEpoch(string what, long milliseconds, object? value) => milliseconds >= 0
        ? milliseconds
        : throw MlErrors.InvalidValue($"{what} is {Show(value)}, before 1970-01-01 UTC. Give a later time.", value);

    private static string Show(object? value) => value switch
    {
        null => "$null",
        string text => MlText.Show(text),
        bool truth => truth ? "$true" : "$false",
        _ => MlText.Show(LanguagePrimitives.ConvertTo<string>(value)),
    };
}
