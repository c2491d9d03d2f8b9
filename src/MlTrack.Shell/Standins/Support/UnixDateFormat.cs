using System.Globalization;
using System.Text;

namespace MlTrack.Shell.Standins.Support;

/// <summary>Writes dates by the codes that Unix's date command knows, as far as Get-Date knows them.</summary>
internal static class UnixDateFormat
{
    /// <summary>Writes a date.</summary>
    /// <param name="date">The date.</param>
    /// <param name="format">The format; a plus sign before it means nothing.</param>
    /// <returns>The text.</returns>
    public static string Format(DateTime date, string format)
    {
        StringBuilder text = new();
        for (int i = format.StartsWith('+') ? 1 : 0; i < format.Length; i++)
        {
            if (format[i] == '%' && i + 1 < format.Length)
            {
                text.Append(Field(date, format[++i]));
            }
            else
            {
                text.Append(format[i]);
            }
        }

        return text.ToString();
    }

    private static string Field(DateTime date, char code) => code switch
    {
        'A' => In(date, "dddd"),
        'a' => In(date, "ddd"),
        'B' => In(date, "MMMM"),
        'b' or 'h' => In(date, "MMM"),
        'C' => Number(date.Year / 100, "0"),
        'c' => In(date, "ddd dd MMM yyyy HH") + ":" + In(date, "mm") + ":" + In(date, "ss"),
        'D' or 'x' => In(date, "MM/dd/yy"),
        'd' => In(date, "dd"),
        'e' => Number(date.Day, "0").PadLeft(2),
        'F' => In(date, "yyyy") + "-" + In(date, "MM") + "-" + In(date, "dd"),
        'G' => Number(ISOWeek.GetYear(date), "0000"),
        'g' => Number(ISOWeek.GetYear(date) % 100, "00"),
        'H' => In(date, "HH"),
        'I' => In(date, "hh"),
        'j' => Number(date.DayOfYear, "000"),
        'k' => Number(date.Hour, "0").PadLeft(2),
        'l' => In(date, "%h").PadLeft(2),
        'M' => In(date, "mm"),
        'm' => In(date, "MM"),
        'n' => "\n",
        'p' => In(date, "tt"),
        'R' => In(date, "HH:mm"),
        'r' => In(date, "hh:mm:ss tt"),
        'S' => In(date, "ss"),
        's' => date.ToUniversalTime().Subtract(DateTime.UnixEpoch).TotalSeconds.ToString("0", CultureInfo.CurrentCulture),
        'T' or 'X' => In(date, "HH:mm:ss"),
        't' => "\t",
        'U' or 'W' => Number(date.DayOfYear / 7, "0"),
        'u' => Number(date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek, "0"),
        'V' => Number(ISOWeek.GetWeekOfYear(date), "00"),
        'w' => Number((int)date.DayOfWeek, "0"),
        'Y' => In(date, "yyyy"),
        'y' => In(date, "yy"),
        'Z' => In(date, "zz"),
        _ => code.ToString(),
    };

    private static string In(DateTime date, string format) => date.ToString(format, CultureInfo.CurrentCulture);

    private static string Number(int value, string format) => value.ToString(format, CultureInfo.CurrentCulture);
}
