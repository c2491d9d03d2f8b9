using System.Globalization;
using System.Text;

namespace MlTrack;

/// <summary>How texts are measured and shown: MLflow counts code points, and error messages stay one short line.</summary>
internal static class MlText
{
    private const int ShownLength = 80;

    /// <summary>Whether a text has more code points than allowed.</summary>
    public static bool IsLongerThan(string text, int limit) => text.Length > limit && CountCodePoints(text) > limit;

    /// <summary>The number of code points, which is what Python's len counts.</summary>
    public static int CountCodePoints(string text)
    {
        int count = text.Length;
        for (int i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
            {
                count--;
            }
        }

        return count;
    }

    /// <summary>The first code points of a text; never cuts a surrogate pair in two.</summary>
    public static string Truncate(string text, int limit)
    {
        int index = 0;
        for (int count = 0; count < limit && index < text.Length; count++)
        {
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        }

        return text[..index];
    }

    /// <summary>A value for a message: in quotes, on one line, shortened.</summary>
    public static string Show(string? text)
    {
        if (text is null)
        {
            return "null";
        }

        StringBuilder shown = new("'");
        int length = Math.Min(text.Length, ShownLength);
        for (int i = 0; i < length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '\n': shown.Append("\\n"); break;
                case '\r': shown.Append("\\r"); break;
                case '\t': shown.Append("\\t"); break;
                default:
                    if (char.IsControl(c) || c is '\u2028' or '\u2029')
                    {
                        shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                    }
                    else
                    {
                        shown.Append(c);
                    }

                    break;
            }
        }

        if (length > 0 && length < text.Length && char.IsHighSurrogate(text[length - 1]))
        {
            shown.Length--;
        }

        shown.Append(length < text.Length ? "…'" : "'");
        if (length < text.Length)
        {
            shown.Append(CultureInfo.InvariantCulture, $" ({CountCodePoints(text)} characters)");
        }

        return shown.ToString();
    }

    /// <summary>Where a text holds something no store can keep: NUL (PostgreSQL), or half a surrogate pair (no UTF-8 form); -1 if nowhere.</summary>
    public static int IndexOfUnstorable(string text)
    {
        int nul = text.IndexOf('\0', StringComparison.Ordinal);
        int start = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff');
        if (start < 0)
        {
            return nul;
        }

        for (int i = start; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return nul >= 0 ? Math.Min(nul, i) : i;
            }
        }

        return nul;
    }
}
