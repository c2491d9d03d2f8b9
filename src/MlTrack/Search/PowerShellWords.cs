namespace MlTrack.Search;

/// <summary>PowerShell's own operators, which come to the fingers of those who write filters in it.</summary>
internal static class PowerShellWords
{
    /// <summary>The error of an operator where a comparator should be: <c>metrics.acc -gt 1</c>.</summary>
    /// <param name="tokens">What comes behind the token.</param>
    /// <param name="token">The token that was taken last.</param>
    /// <param name="field">The key that is compared.</param>
    /// <returns>The exception to throw; null if this is no operator of PowerShell's.</returns>
    public static MlFilterException? Comparator(TokenReader tokens, FilterToken token, SearchField field)
    {
        if (WordBehind(tokens, token) is not { } word)
        {
            return null;
        }

        string name = word.ToLowerInvariant();
        SearchComparator meant = Meant(name) is not SearchComparator.None and var same ? same : Meant(name[1..]);
        if (meant == SearchComparator.None && name is not ("notlike" or "match" or "notmatch" or "contains" or "notcontains"))
        {
            return null;
        }

        string advice = (field.Comparators & meant) != 0 ? $"write {SearchComparators.Word(meant)}. In" : "in";
        return FilterErrors.At(tokens.Text, token.Position, word.Length + 1,
            $"-{word} is an operator of PowerShell's: {advice} a filter, {field.Name} takes {SearchComparators.Words(field.Comparators)}.");
    }

    /// <summary>The error of an operator between comparisons: <c>-and</c>, <c>-or</c>.</summary>
    /// <param name="tokens">What comes behind the token.</param>
    /// <param name="token">The token that was taken last.</param>
    /// <returns>The exception to throw; null if this is no operator of PowerShell's.</returns>
    public static MlFilterException? Joint(TokenReader tokens, FilterToken token) => WordBehind(tokens, token) switch
    {
        { } word when word.Equals("and", StringComparison.OrdinalIgnoreCase) => FilterErrors.At(
            tokens.Text, token.Position, word.Length + 1, $"-{word} is an operator of PowerShell's: write AND."),
        { } word when word.Equals("or", StringComparison.OrdinalIgnoreCase) => FilterErrors.At(
            tokens.Text, token.Position, word.Length + 1, $"-{word} is an operator of PowerShell's, and filters have no OR. Search once for each side and "
                + "put the results together, or use IN with a list where the key takes one."),
        _ => null,
    };

    private static string? WordBehind(TokenReader tokens, FilterToken token) =>
        token.Kind == FilterTokenKind.Other && tokens.Text[token.Position] == '-' && tokens.Peek.Kind == FilterTokenKind.Word
        && tokens.Peek.Position == token.End
            ? tokens.TextOf(tokens.Peek)
            : null;

    private static SearchComparator Meant(string name) => name switch
    {
        // Also behind c and i: -ceq, -ilike.
        "eq" => SearchComparator.Equal,
        "ne" => SearchComparator.NotEqual,
        "lt" => SearchComparator.Less,
        "le" => SearchComparator.LessOrEqual,
        "gt" => SearchComparator.Greater,
        "ge" => SearchComparator.GreaterOrEqual,

        // PowerShell's -like takes no notice of case.
        "like" => SearchComparator.ILike,
        "in" => SearchComparator.In,
        "notin" => SearchComparator.NotIn,
        _ => SearchComparator.None,
    };
}
