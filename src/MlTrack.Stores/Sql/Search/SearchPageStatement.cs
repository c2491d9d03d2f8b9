using System.Data.Common;

namespace MlTrack.Stores.Sql.Search;

/// <summary>The statement for one page of a search, and what is needed to go on behind it.</summary>
/// <remarks>
/// The statement gives up to <see cref="Limit"/> rows and one more, which only tells that there is a next page:
/// <code>
/// object?[] key = [];
/// while (items.Count &lt; page.Limit &amp;&amp; reader.Read())
/// {
///     items.Add(...);                       // columns 0 to page.KeyOrdinal - 1
///     if (items.Count == page.Limit)
///     {
///         key = page.ReadKey(reader);
///     }
/// }
/// string? next = page.NextToken(reader, items.Count, key);
/// </code>
/// Where there is an <see cref="IfUnsure"/>, <see cref="IsSure"/> then tells whether it is needed.
/// </remarks>
internal sealed class SearchPageStatement
{
    // Before a metric's value stands whether it is a number.
    private const int MetricKey = 1;

    private readonly string _fingerprint;
    private readonly bool _fullGoesOn;

    /// <summary>Creates the description of a page.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="limit">The most rows that belong to the page; null for all there are.</param>
    /// <param name="keyOrdinal">Where the columns of the order begin.</param>
    /// <param name="keyCount">How many they are.</param>
    /// <param name="fingerprint">Names the search.</param>
    /// <param name="fullGoesOn">Whether a full page has a next one even if that turns out empty, as MLflow says of traces.</param>
    /// <param name="ifUnsure">As <see cref="IfUnsure"/>.</param>
    public SearchPageStatement(
        SqlStatement statement, int? limit, int keyOrdinal, int keyCount, string fingerprint, bool fullGoesOn = false,
        Func<SqlStatement>? ifUnsure = null)
    {
        Statement = statement;
        IfUnsure = ifUnsure;
        Limit = limit ?? int.MaxValue;
        KeyOrdinal = keyOrdinal;
        KeyCount = keyCount;
        _fingerprint = fingerprint;
        _fullGoesOn = fullGoesOn;
    }

    /// <summary>The statement: the columns of what is searched, then those of the order.</summary>
    public SqlStatement Statement { get; }

    /// <summary>Makes a statement for the same page that is always right; null where <see cref="Statement"/> is.</summary>
    public Func<SqlStatement>? IfUnsure { get; }

    /// <summary>The most rows that belong to the page; <see cref="int.MaxValue"/> for all there are.</summary>
    public int Limit { get; }

    /// <summary>Where the columns of the order begin: the number of columns before them.</summary>
    public int KeyOrdinal { get; }

    /// <summary>How many columns the order has.</summary>
    public int KeyCount { get; }

    /// <summary>Reads what places the current row in the order.</summary>
    /// <param name="reader">A reader of the statement.</param>
    /// <returns>The values, for <see cref="NextToken"/>.</returns>
    public object?[] ReadKey(DbDataReader reader)
    {
        object?[] key = new object?[KeyCount];
        for (int i = 0; i < key.Length; i++)
        {
            key[i] = reader.IsDBNull(KeyOrdinal + i) ? null : reader.GetValue(KeyOrdinal + i);
        }

        return key;
    }

    /// <summary>Looks whether there is a next page.</summary>
    /// <param name="reader">The reader, behind the page's last row.</param>
    /// <param name="rows">The rows that the page has.</param>
    /// <param name="key">The key of the page's last row; empty if the page has none.</param>
    /// <returns>The next page's token; null at the end.</returns>
    public string? NextToken(DbDataReader reader, int rows, IReadOnlyList<object?> key) =>
        rows >= Limit && (_fullGoesOn || reader.Read()) ? PageToken.Create(_fingerprint, key) : null;

    /// <summary>
    /// Looks whether what came is the page, where <see cref="Statement"/> gives rows in an order that begins with a metric and isn't
    /// worked out further, or no rows where another way is faster.
    /// </summary>
    /// <param name="reader">The reader, behind <see cref="NextToken"/>.</param>
    /// <param name="rows">The rows that the page has.</param>
    /// <param name="key">The key of the page's last row.</param>
    /// <param name="next">The next page's token.</param>
    /// <returns>Whether it is.</returns>
    public bool IsSure(DbDataReader reader, int rows, IReadOnlyList<object?> key, string? next) =>
        IfUnsure is null || (rows > 0 && (next is null || !Equals(key[MetricKey], ReadKey(reader)[MetricKey])));
}
