using System.Numerics;

namespace MlTrack.Search;

/// <summary>The spellings of the comparators.</summary>
internal static class SearchComparators
{
    private static readonly string[] s_words =
        ["=", "!=", "<", "<=", ">", ">=", "LIKE", "ILIKE", "IN", "NOT IN", "IS NULL", "IS NOT NULL", "RLIKE"];

    /// <summary>How a comparator is written.</summary>
    /// <param name="comparator">One comparator.</param>
    /// <returns>Its spelling, keywords in capitals.</returns>
    public static string Word(SearchComparator comparator) => s_words[BitOperations.TrailingZeroCount((int)comparator)];

    /// <summary>The comparator of a spelling.</summary>
    /// <param name="word">As <see cref="Word"/> gives it.</param>
    /// <returns>The comparator.</returns>
    public static SearchComparator FromWord(string word) => (SearchComparator)(1 << Array.IndexOf(s_words, word));

    /// <summary>The spellings of a set, for a message: <c>=, != or LIKE</c>.</summary>
    /// <param name="comparators">The set.</param>
    /// <returns>The list in words.</returns>
    public static string Words(SearchComparator comparators) => FilterErrors.Or(List(comparators));

    /// <summary>The spellings of a set.</summary>
    /// <param name="comparators">The set.</param>
    /// <returns>The spellings.</returns>
    public static IReadOnlyList<string> List(SearchComparator comparators)
    {
        List<string> words = [];
        for (int bit = 0; bit < s_words.Length; bit++)
        {
            if (((int)comparators & (1 << bit)) != 0)
            {
                words.Add(s_words[bit]);
            }
        }

        return words;
    }

    /// <summary>Reads an operator made of signs.</summary>
    /// <param name="signs">Signs such as <c>&gt;=</c>.</param>
    /// <returns>The comparator; None if there is no such.</returns>
    public static SearchComparator FromSigns(ReadOnlySpan<char> signs) => signs switch
    {
        "=" => SearchComparator.Equal,
        "!=" => SearchComparator.NotEqual,
        "<" => SearchComparator.Less,
        "<=" => SearchComparator.LessOrEqual,
        ">" => SearchComparator.Greater,
        ">=" => SearchComparator.GreaterOrEqual,
        _ => SearchComparator.None,
    };

    /// <summary>What somebody who writes other signs is likely to mean.</summary>
    /// <param name="signs">Signs that are no comparator.</param>
    /// <returns>A comparator's spelling, or null.</returns>
    public static string? Meant(ReadOnlySpan<char> signs) => signs switch
    {
        "==" or "===" => "=",
        "<>" or "!==" or "=!" or "~=" or "≠" => "!=",
        "=>" or "≥" => ">=",
        "=<" or "≤" => "<=",
        "~" or "=~" => "LIKE",
        _ => null,
    };
}
