using MlTrack.Search;
using MlTrack.Stores.Sql.Dialects;

namespace MlTrack.Stores.Sql.Search;

/// <summary>Filters that an engine can take: the language allows patterns that one or the other of them refuses.</summary>
internal static class EngineFilter
{
    /// <summary>Parses a filter and checks it for an engine.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="kind">What is searched.</param>
    /// <param name="text">The filter; null or empty lets everything through.</param>
    /// <returns>The comparisons.</returns>
    /// <exception cref="MlFilterException">It can't be understood, or the engine can't take a pattern of it.</exception>
    public static IReadOnlyList<SearchComparison> Parse(SqlDialect dialect, SearchKind kind, string? text)
    {
        IReadOnlyList<SearchComparison> comparisons = SearchParser.ParseFilter(kind, text).Comparisons;
        foreach (SearchComparison comparison in comparisons)
        {
            if (comparison is { Comparator: SearchComparator.Like or SearchComparator.ILike, Value: string pattern }
                && dialect.WrongPattern(pattern) is { } wrong)
            {
                throw FilterErrors.At(text!, Place(text!, pattern), wrong);
            }
        }

        return comparisons;
    }

    // Comparisons don't say where they stand: what has the pattern's text is the pattern.
    private static FilterToken Place(string text, string pattern)
    {
        FilterLexer lexer = new(text);
        FilterToken token = lexer.Next();
        while (token.Kind != FilterTokenKind.End
            && !(token.Kind is FilterTokenKind.Text or FilterTokenKind.DollarText
                && text.AsSpan(token.Position, token.Length).Trim("'\"$").Contains(pattern, StringComparison.Ordinal)))
        {
            token = lexer.Next();
        }

        return token;
    }
}
