namespace MlTrack.Search;

/// <summary>A filter, parsed and checked: comparisons that must all hold.</summary>
/// <param name="Kind">What it searches.</param>
/// <param name="Comparisons">The comparisons, in the order written; none for a filter that lets everything through.</param>
internal sealed record SearchFilter(SearchKind Kind, IReadOnlyList<SearchComparison> Comparisons)
{
    /// <summary>Whether everything passes.</summary>
    public bool IsEmpty => Comparisons.Count == 0;

    /// <summary>Evaluates the filter in memory, the way SQLite does: the oracle that tests hold the statements against.</summary>
    /// <param name="record">A run, experiment, model, version or trace.</param>
    /// <returns>Whether it passes.</returns>
    public bool Matches(SearchRecord record)
    {
        foreach (SearchComparison comparison in Comparisons)
        {
            if (!SearchEvaluator.Holds(comparison, record))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The filter as it was understood.</summary>
    /// <returns>A filter that means the same, or an empty text.</returns>
    public override string ToString() => string.Join(" AND ", Comparisons);
}
