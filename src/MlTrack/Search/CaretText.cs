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
    /// <param name="width">How many columns of the text to show at most.</param>
    /// <param name="margin">What begins each line: two columns.</param>
    /// <returns>Two lines, indented, without a line break at the end.</returns>
    public static string Draw(string text, int position, int length, int width = Width, string margin = "  ")
    {
        (int start, int end) = Window(text, position, width);
        StringBuilder shown = new(margin);
        StringBuilder carets = new(margin);
        if (start > 0)
        {
            shown.Append(Cut);
            carets.Append(' ');
        }

        bool isMarked = false;
        int missing = -1;
        for (int at = start; at < end;)
        {
            missing = at >= position && missing < 0 ? carets.Length : missing;
            (Rune rune, int size) = RuneAt(text, at);
            bool marked = at >= position && at < position + length;
            int columns = Columns(rune);
            isMarked |= marked && columns > 0;
            shown.Append(Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? " " : rune.ToString());
            carets.Append(marked ? '^' : ' ', columns);
            at += size;
        }

        if (end < text.Length)
        {
            shown.Append(Cut);
        }

        if (!isMarked)
        {
            // Something is missing here, or takes no column: one caret at the column of the position.
            carets.Length = missing < 0 ? carets.Length : missing;
            carets.Append('^');
        }

        return $"{shown}\n{carets.ToString().TrimEnd()}";
    }

    // What of a text to show: all of it, or as much around a position as has room.
    private static (int Start, int End) Window(string text, int position, int width)
    {
        int start = Back(text, position, width / 2);
        int end = start;
        for (int left = width; end < text.Length;)
        {
            (Rune rune, int size) = RuneAt(text, end);
            left -= Columns(rune);
            if (left < 0)
            {
                return (start, end);
            }

            end += size;
        }

        return (Back(text, text.Length, width), end);
    }

    private static int Back(string text, int from, int columns)
    {
        while (from > 0)
        {
            int before = from > 1 && char.IsSurrogatePair(text[from - 2], text[from - 1]) ? from - 2 : from - 1;
            columns -= Columns(RuneAt(text, before).Rune);
            if (columns < 0)
            {
                break;
            }

            from = before;
        }

        return from;
    }

    private static (Rune Rune, int Size) RuneAt(string text, int at) =>
        Rune.TryGetRuneAt(text, at, out Rune rune) ? (rune, rune.Utf16SequenceLength) : (Rune.ReplacementChar, 1);

    // Terminals give marks no column, and the scripts of East Asia and emoji two.
    private static int Columns(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => rune.Value is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3)
            or (>= 0xf900 and <= 0xfaff) or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60) or (>= 0x1f300 and <= 0x1faff)
            or (>= 0x20000 and <= 0x3fffd) ? 2 : 1,
    };
}
