using System.Text.RegularExpressions;

namespace MlTrack.Search;

/// <summary>RLIKE as MLflow has it on SQLite: a regular expression is looked for anywhere in a text; one that is none is found nowhere.</summary>
internal static class RegexPattern
{
    // Expressions that look back can take for ever; the others take as long as the text is.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(100);

    private static Known s_last = new("", null);

    /// <summary>Whether a text holds what an expression describes.</summary>
    /// <param name="text">The text; null holds nothing.</param>
    /// <param name="pattern">The expression.</param>
    /// <returns>Whether it does.</returns>
    public static bool Matches(string? text, string pattern)
    {
        // A search asks for one expression after the other thousands of times.
        Known known = s_last;
        if (known.Pattern != pattern)
        {
            s_last = known = new Known(pattern, Parse(pattern));
        }

        try
        {
            return text is not null && known.Regex?.IsMatch(text) == true;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static Regex? Parse(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, s_patience);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private sealed record Known(string Pattern, Regex? Regex);
}
