using System.Globalization;
using System.Text;

namespace MlTrack.Search;

/// <summary>The texts of a list. MLflow reads lists as Python tuples, so here, and only here, backslashes escape.</summary>
internal static class ListText
{
    /// <summary>Reads a text as Python does.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="token">A text in quotes.</param>
    /// <returns>What the text means.</returns>
    /// <exception cref="MlFilterException">It holds a line break or half an escape.</exception>
    public static string Unescape(string text, FilterToken token)
    {
        ReadOnlySpan<char> inside = text.AsSpan(token.Position + 1, token.Length - 2);
        char quote = text[token.Position];
        if (!inside.ContainsAny('\\', '\n', '\r') && !inside.Contains(quote))
        {
            return inside.ToString();
        }

        StringBuilder result = new(inside.Length);
        for (int at = 0; at < inside.Length; at++)
        {
            char c = inside[at];
            if (c is '\n' or '\r')
            {
                throw FilterErrors.At(text, token.Position + 1 + at, 1, "A text of a list can't hold a line break; write \\n.");
            }

            if (c == '\\' && at + 1 < inside.Length)
            {
                int used = ReadEscape(inside[(at + 1)..], result);
                if (used < 0)
                {
                    throw FilterErrors.At(
                        text, token.Position + 1 + at, 2, "In a list, this backslash begins an escape that isn't complete; double it.");
                }

                at += used;
            }
            else if (c != quote)
            {
                // A doubled quote ends one Python text and begins the next, which joins them without it.
                result.Append(c);
            }
        }

        return result.ToString();
    }

    /// <summary>Writes a text so that it can stand between single quotes in a list.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text with its quotes, backslashes and line breaks escaped, none of them by a backslash in front of a quote.</returns>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAny("'\\\n\r\0"))
        {
            return text;
        }

        StringBuilder result = new(text.Length + 8);
        foreach (char c in text)
        {
            result.Append(c switch
            {
                '\'' => @"\x27",
                '\\' => @"\x5c",
                '\n' => @"\n",
                '\r' => @"\r",
                '\0' => @"\x00",
                _ => c.ToString(),
            });
        }

        return result.ToString();
    }

    // Appends what stands for an escape and returns how many characters behind the backslash it has; -1 if it is incomplete.
    private static int ReadEscape(ReadOnlySpan<char> rest, StringBuilder result)
    {
        switch (rest[0])
        {
            case '\n': return 1;
            case '\r': return rest.Length > 1 && rest[1] == '\n' ? 2 : 1;
            case 'n': result.Append('\n'); return 1;
            case 't': result.Append('\t'); return 1;
            case 'r': result.Append('\r'); return 1;
            case 'a': result.Append('\a'); return 1;
            case 'b': result.Append('\b'); return 1;
            case 'f': result.Append('\f'); return 1;
            case 'v': result.Append('\v'); return 1;
            case '\\' or '\'' or '"': result.Append(rest[0]); return 1;
            case 'x': return Hex(rest, 2, result);
            case 'u': return Hex(rest, 4, result);
            case 'U': return Hex(rest, 8, result);
            case 'N': return -1;
            case >= '0' and <= '7': return Octal(rest, result);
            default: result.Append('\\').Append(rest[0]); return 1;
        }
    }

    private static int Hex(ReadOnlySpan<char> rest, int digits, StringBuilder result)
    {
        if (rest.Length <= digits
            || !uint.TryParse(rest.Slice(1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
            || code > 0x10ffff)
        {
            return -1;
        }

        result.Append(Rune.TryCreate(code, out Rune rune) ? rune.ToString() : ((char)code).ToString());
        return digits + 1;
    }

    private static int Octal(ReadOnlySpan<char> rest, StringBuilder result)
    {
        int code = 0;
        int used = 0;
        while (used < 3 && used < rest.Length && rest[used] is >= '0' and <= '7')
        {
            code = (code * 8) + rest[used++] - '0';
        }

        result.Append((char)code);
        return used;
    }
}
