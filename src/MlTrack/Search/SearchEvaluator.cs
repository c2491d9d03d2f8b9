namespace MlTrack.Search;

/// <summary>Evaluates comparisons in memory, as SQLite does: texts are exact, ILIKE folds ASCII letters only.</summary>
internal static class SearchEvaluator
{
    /// <summary>Whether a comparison holds.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="record">What it is asked of.</param>
    /// <returns>Whether it holds; false where there is no value, IS NULL apart.</returns>
    public static bool Holds(SearchComparison comparison, SearchRecord record)
    {
        string key = comparison.Key;
        switch (comparison.Entity)
        {
            case SearchEntity.Metric:
                return record.Metrics.TryGetValue(key, out double metric) && HoldsMetric(comparison, metric);
            case SearchEntity.Param:
                return Compare(comparison, record.Params.GetValueOrDefault(key));
            case SearchEntity.Tag:
                return Compare(comparison, record.Tags.GetValueOrDefault(key));
            case SearchEntity.Metadata:
                return Compare(comparison, record.Metadata.GetValueOrDefault(key));
            case SearchEntity.Dataset:
                return record.Datasets.Any(dataset => Compare(comparison, key switch
                {
                    "name" => dataset.Name,
                    "digest" => dataset.Digest,
                    _ => dataset.Context,
                }));
            case SearchEntity.Feedback or SearchEntity.Expectation or SearchEntity.Span:
                return comparison.Comparator == SearchComparator.IsNull;
            default:
                return key == "run_name"
                    ? Compare(comparison, record.Tags.GetValueOrDefault(MlTags.RunName))
                    : Compare(comparison, record.Attributes.GetValueOrDefault(key));
        }
    }

    private static bool HoldsMetric(SearchComparison comparison, double value)
    {
        // Stores keep infinities as the largest doubles; a NaN differs from every number and is nothing else.
        double stored = double.IsPositiveInfinity(value) ? double.MaxValue : double.IsNegativeInfinity(value) ? double.MinValue : value;
        return double.IsNaN(value)
            ? comparison.Comparator == SearchComparator.NotEqual
            : Ordered(comparison.Comparator, stored.CompareTo((double)comparison.Value!));
    }

    private static bool Compare(SearchComparison comparison, object? value)
    {
        SearchComparator comparator = comparison.Comparator;
        if (value is null || comparator is SearchComparator.IsNull or SearchComparator.IsNotNull)
        {
            return comparator == (value is null ? SearchComparator.IsNull : SearchComparator.IsNotNull);
        }

        return comparator switch
        {
            SearchComparator.Like => LikePattern.Matches((string)value, (string)comparison.Value!, ignoreCase: false),
            SearchComparator.ILike => LikePattern.Matches((string)value, (string)comparison.Value!, ignoreCase: true),
            SearchComparator.RLike => RegexPattern.Matches((string)value, (string)comparison.Value!),
            SearchComparator.In => Contains(comparison.Value!, value),
            SearchComparator.NotIn => !Contains(comparison.Value!, value),
            _ when value is string text => Ordered(comparator, string.CompareOrdinal(text, (string)comparison.Value!)),
            _ => Ordered(comparator, CompareNumbers((long)value, comparison.Value!)),
        };
    }

    private static bool Contains(object list, object value) => list switch
    {
        IReadOnlyList<string> texts => texts.Contains((string)value),
        _ => ((IReadOnlyList<long>)list).Contains((long)value),
    };

    private static int CompareNumbers(long value, object literal)
    {
        if (literal is long whole)
        {
            return value.CompareTo(whole);
        }

        // Beyond the range of a long there is nothing to round; within it the integer part decides, then the fraction.
        double number = (double)literal;
        if (number >= 9.3e18 || number <= -9.3e18)
        {
            return number > 0 ? -1 : 1;
        }

        decimal exact = (decimal)Math.Floor(number);
        int order = ((decimal)value).CompareTo(exact);
        return order != 0 ? order : number > Math.Floor(number) ? -1 : 0;
    }

    private static bool Ordered(SearchComparator comparator, int order) => comparator switch
    {
        SearchComparator.Equal => order == 0,
        SearchComparator.NotEqual => order != 0,
        SearchComparator.Less => order < 0,
        SearchComparator.LessOrEqual => order <= 0,
        SearchComparator.Greater => order > 0,
        SearchComparator.GreaterOrEqual => order >= 0,
        _ => false,
    };
}
