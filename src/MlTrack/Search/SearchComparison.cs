using System.Globalization;

namespace MlTrack.Search;

/// <summary>One comparison of a filter, checked.</summary>
/// <param name="Entity">The entity that keeps the key.</param>
/// <param name="Key">The key.</param>
/// <param name="Comparator">Exactly one comparator.</param>
/// <param name="Value">
/// A string, double or long; a list of strings or longs for IN and NOT IN; null for IS NULL and IS NOT NULL.
/// </param>
internal sealed record SearchComparison(SearchEntity Entity, string Key, SearchComparator Comparator, object? Value)
{
    /// <summary>The comparison as it was understood, in the one spelling that MLflow documents.</summary>
    /// <returns>A filter of this comparison alone.</returns>
    public override string ToString()
    {
        string name = SearchParser.Name(Entity, Key);
        string word = SearchComparators.Word(Comparator);
        return Value is null ? $"{name} {word}" : $"{name} {word} {Show(Value)}";
    }

    private string Show(object value) => value switch
    {
        string text => MlFilter.Quote(text),

        // '1e999' is how a filter comes to an infinity.
        double number when double.IsInfinity(number) => number > 0 ? "1e999" : "-1e999",
        double number => MlNumber.Format(number),
        IReadOnlyList<string> texts => MlFilter.QuoteList(texts),
        IReadOnlyList<long> numbers => MlFilter.QuoteList(numbers.Select(Digits)),

        // Ids are the numbers that filters put in quotes.
        long number when Entity == SearchEntity.Attribute && Key == "experiment_id" => $"'{Digits(number)}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
