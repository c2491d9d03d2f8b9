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
    public static MlFilterException? Joint(TokenReader tokens, FilterToken token)
    {
        string written = WordBehind(tokens, token) is { } word ? "-" + word : tokens.Text.AsSpan(token.Position) switch
        {
            ['&', '&', ..] => "&&",
            ['|', '|', ..] => "||",
            _ => "",
        };
        string? advice = written.ToUpperInvariant() switch
        {
            "-AND" or "&&" => "PowerShell's: write AND.",
            "-OR" or "||" => "PowerShell's, and filters have no OR. Search once for each side and put the results together, "
                + "or use IN with a list where the key takes one.",
            _ => null,
        };
        return advice is null ? null : FilterErrors.At(tokens.Text, token.Position, written.Length, $"{written} is an operator of {advice}");
    }

    /// <summary>The error of a variable where a value should be: <c>'metrics.acc > $least'</c>, in quotes that leave it as it is.</summary>
    /// <param name="tokens">What comes behind the token.</param>
    /// <param name="token">The token that was taken last.</param>
    /// <param name="helper">The method of <see cref="MlFilter"/> that makes a literal of the value; null for a number, which is one.</param>
    /// <returns>The exception to throw; null if this is no variable.</returns>
    public static MlFilterException? Variable(TokenReader tokens, FilterToken token, string? helper)
    {
        if (token.Kind != FilterTokenKind.Other || tokens.Text[token.Position] != '$' || tokens.Peek.Kind != FilterTokenKind.Word
            || tokens.Peek.Position != token.End)
        {
            return null;
        }

        string name = tokens.Text[token.Position..tokens.Peek.End];
        string literal = helper is null ? "" : $", with $([MlTrack.MlFilter]::{helper}({FilterErrors.Short(name)})) here";
        return FilterErrors.At(tokens.Text, token.Position, name.Length, $"{FilterErrors.Short(name)} is a variable of PowerShell's, "
            + $"which puts values in between double quotes alone: write the filter in such{literal}.");
    }

    // PowerShell takes dashes that a word processor made of '-' for the same.
    private static string? WordBehind(TokenReader tokens, FilterToken token) =>
        token.Kind == FilterTokenKind.Other && tokens.Text[token.Position] is '-' or '\u2013' or '\u2014' or '\u2015'
        && tokens.Peek.Kind == FilterTokenKind.Word
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
