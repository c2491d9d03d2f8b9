using System.Text;

namespace MlTrack.Search;

/// <summary>LIKE as SQLite has it: <c>%</c> is any text, <c>_</c> one character, nothing escapes.</summary>
internal static class LikePattern
{
    /// <summary>Whether a text matches a pattern as a whole.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="ignoreCase">Whether the case of ASCII letters matters not.</param>
    /// <returns>Whether it matches.</returns>
    public static bool Matches(string text, string pattern, bool ignoreCase)
    {
        Rune[] runes = Runes(text, ignoreCase);
        Rune[] signs = Runes(pattern, ignoreCase);
        int at = 0;
        int sign = 0;
        int star = -1;
        int retry = 0;
        while (at < runes.Length)
        {
            if (sign < signs.Length && signs[sign].Value == '%')
            {
                star = sign++;
                retry = at;
            }
            else if (sign < signs.Length && (signs[sign].Value == '_' || signs[sign] == runes[at]))
            {
                sign++;
                at++;
            }
            else if (star >= 0)
            {
                sign = star + 1;
                at = ++retry;
            }
            else
            {
                return false;
            }
        }

        while (sign < signs.Length && signs[sign].Value == '%')
        {
            sign++;
        }

        return sign == signs.Length;
    }

    private static Rune[] Runes(string text, bool ignoreCase) =>
        [.. text.EnumerateRunes().Select(rune => ignoreCase && rune.IsAscii ? new Rune(char.ToLowerInvariant((char)rune.Value)) : rune)];
}
