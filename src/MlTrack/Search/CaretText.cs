using System.Globalization;
using System.Text;

namespace MlTrack.Search;

/// <summary>Shows a place in a text: the text on one line, and a line of carets below.</summary>
internal static class CaretText
{
    /// <summary>The columns that a line has beside the text: the margin, and what stands for parts left out.</summary>
    public const int Overhead = 4;

    private const int Width = 100;
    private const char Cut = '…';

    /// <summary>Draws the two lines.</summary>
    /// <param name="text">The text; of a long one, the part around the place.</param>
    /// <param name="position">Where the place starts, in characters.</param>
    /// <param name="length">How long it is; one caret stands for nothing.</param>
    /// <param name="width">How many characters of the text to show at most.</param>
    /// <param name="margin">What begins each line: two columns.</param>
    /// <returns>Two lines, indented, without a line break at the end.</returns>
    public static string Draw(string text, int position, int length, int width = Width, string margin = "  ")
    {
        int start = text.Length <= width ? 0 : Math.Clamp(position - (width / 2), 0, text.Length - width);
        int end = Math.Min(text.Length, start + width);
        StringBuilder shown = new(margin);
        StringBuilder carets = new(margin);
        if (start > 0)
        {
            shown.Append(Cut);
            carets.Append(' ');
        }

        for (int at = start; at < end;)
        {
            int size = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
            bool marked = at >= position && at < position + length;
            Rune rune = Rune.TryGetRuneAt(text, at, out Rune known) ? known : Rune.ReplacementChar;
            bool hidden = Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029;
            shown.Append(hidden ? " " : rune.ToString());
            carets.Append(marked ? '^' : ' ', hidden ? 1 : Columns(rune));
            at += size;
        }

        if (end < text.Length)
        {
            shown.Append(Cut);
        }

        if (length == 0 || position >= end)
        {
            // Something is missing here: one caret at the column of the position.
            carets.Length = Math.Min(carets.Length, ColumnsUntil(text, start, position) + 2 + (start > 0 ? 1 : 0));
            carets.Append('^');
        }

        return $"{shown}\n{carets.ToString().TrimEnd()}";
    }

    private static int ColumnsUntil(string text, int start, int position)
    {
        int columns = 0;
        for (int at = start; at < Math.Min(position, text.Length);)
        {
            Rune rune = Rune.TryGetRuneAt(text, at, out Rune known) ? known : Rune.ReplacementChar;
            columns += Rune.IsControl(rune) ? 1 : Columns(rune);
            at += at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
        }

        return columns;
    }

    // Terminals give marks no column, and the scripts of East Asia and emoji two.
    private static int Columns(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => rune.Value is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3)
            or (>= 0xf900 and <= 0xfaff) or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60) or (>= 0x1f300 and <= 0x1faff)
            or (>= 0x20000 and <= 0x3fffd) ? 2 : 1,
    };
}
