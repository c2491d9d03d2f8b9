using MlTrack.Search;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

// What the filter means, and what may have been meant: MLflow takes a mistyped key for one that no run has.
public sealed partial class FindMlRunCommand
{
    private SearchFilter Understand(string? text)
    {
        SearchFilter filter = SearchParser.ParseFilter(SearchKind.Runs, text);
        if (!filter.IsEmpty)
        {
            WriteVerbose($"The filter was understood as: {filter}");
        }

        return filter;
    }

    private void WarnOfUnknownKeys(
        SearchFilter filter, RunSearch search, IReadOnlyList<(StoreHandle Store, IReadOnlyList<string>? Experiments)> parts)
    {
        List<SearchComparison> keyed = [.. filter.Comparisons.Where(comparison =>
            PartOf(comparison.Entity) != RunColumns.Attributes && comparison.Comparator != SearchComparator.IsNull)];
        if (keyed.Count == 0)
        {
            return;
        }

        RunColumns columns = keyed.Aggregate(RunColumns.Attributes, (named, comparison) => named | PartOf(comparison.Entity));
        RunKeys keys = Keys(new RunSearch { ViewType = search.ViewType, Columns = columns }, parts, count: null);
        foreach ((SearchEntity entity, string key) in keyed.Select(comparison => (comparison.Entity, comparison.Key)).Distinct())
        {
            IReadOnlyList<string> known = entity switch
            {
                SearchEntity.Metric => keys.Metrics,
                SearchEntity.Param => keys.Params,
                _ => keys.Tags,
            };
            if (!known.Contains(key) && Suggestions.Nearest(key, known) is { } nearest)
            {
                WriteWarning($"No run was found, and none here has {SearchParser.Name(entity, key)}. Did you mean {SearchParser.Name(entity, nearest)}?");
            }
        }
    }

    private static RunColumns PartOf(SearchEntity entity) => entity switch
    {
        SearchEntity.Metric => RunColumns.Metrics,
        SearchEntity.Param => RunColumns.Params,
        SearchEntity.Tag => RunColumns.Tags,
        _ => RunColumns.Attributes,
    };
}
