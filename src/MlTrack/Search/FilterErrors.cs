namespace MlTrack.Search;

/// <summary>Words the errors of filters and orders: one line that explains, then the text with carets.</summary>
internal static class FilterErrors
{
    private const int ShownLength = 60;

    /// <summary>An error at a place.</summary>
    /// <param name="text">The filter or order.</param>
    /// <param name="position">Where the mistake starts.</param>
    /// <param name="length">How many characters are at fault; 0 where something is missing.</param>
    /// <param name="explanation">What was found and what would be right, in one line.</param>
    /// <returns>The exception to throw.</returns>
    public static MlFilterException At(string text, int position, int length, string explanation) =>
        new($"{OneLine(explanation)}\n{CaretText.Draw(text, position, length)}", text, position, length);

    /// <summary>An error at a token.</summary>
    /// <param name="text">The filter or order.</param>
    /// <param name="token">The token at fault.</param>
    /// <param name="explanation">What was found and what would be right, in one line.</param>
    /// <returns>The exception to throw.</returns>
    public static MlFilterException At(string text, FilterToken token, string explanation) =>
        At(text, token.Position, token.Length, explanation);

    /// <summary>What a token is, for 'found ...'.</summary>
    /// <param name="text">The filter or order.</param>
    /// <param name="token">The token.</param>
    /// <returns>Its text, shortened and in quotes, which are its own if it has such; or 'The end', to begin a sentence with.</returns>
    public static string Found(string text, FilterToken token)
    {
        string written = text.Substring(token.Position, token.Length);
        return token.Kind switch
        {
            FilterTokenKind.End => "The end",
            FilterTokenKind.Text or FilterTokenKind.Backticked or FilterTokenKind.DollarText when written.Length <= ShownLength => written,
            _ => MlText.Show(written),
        };
    }

    /// <summary>A part of a filter for the middle of a message: without quotes, shortened.</summary>
    /// <param name="part">The part.</param>
    /// <returns>The part, or its beginning.</returns>
    public static string Short(string part) => part.Length <= ShownLength ? part : MlText.Truncate(part, ShownLength) + "…";

    /// <summary>A list in words: <c>a, b or c</c>.</summary>
    /// <param name="words">The words; at least one.</param>
    /// <returns>The list.</returns>
    public static string Or(IReadOnlyList<string> words) => words.Count == 1
        ? words[0]
        : $"{string.Join(", ", words.Take(words.Count - 1))} or {words[^1]}";

    // Keys and values may hold line breaks, and an explanation is one line.
    private static string OneLine(string explanation) =>
        string.Concat(explanation.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
