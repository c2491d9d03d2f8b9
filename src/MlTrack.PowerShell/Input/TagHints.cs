using MlTrack.Search;

namespace MlTrack.Input;

/// <summary>Where a filter found nothing: which tag may have been meant by one that nothing has. MLflow takes a mistyped key for such.</summary>
internal static class TagHints
{
    /// <summary>Looks for mistyped keys of tags.</summary>
    /// <param name="filter">The filter, which found nothing.</param>
    /// <param name="thing">What was searched, for the message: <c>experiment</c>.</param>
    /// <param name="known">Tells the keys that there are; asked only if the filter names a tag.</param>
    /// <returns>Warnings.</returns>
    public static IEnumerable<string> Of(SearchFilter filter, string thing, Func<IEnumerable<string>> known)
    {
        List<string> asked =
        [
            .. filter.Comparisons
                .Where(one => one.Entity == SearchEntity.Tag && one.Comparator != SearchComparator.IsNull).Select(one => one.Key).Distinct(),
        ];
        if (asked.Count == 0)
        {
            yield break;
        }

        List<string> keys = [.. known().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (string key in asked)
        {
            if (!keys.Contains(key) && Suggestions.Nearest(key, keys) is { } nearest)
            {
                yield return $"No {thing} was found, and none here has {SearchParser.Name(SearchEntity.Tag, key)}. "
                    + $"Did you mean {SearchParser.Name(SearchEntity.Tag, nearest)}?";
            }
        }
    }
}
