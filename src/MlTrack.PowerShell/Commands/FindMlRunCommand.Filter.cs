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
            IReadOnlyList<string> known = Of(keys, entity);
            if (!known.Contains(key) && Suggestions.Nearest(key, known) is { } nearest)
            {
                WriteWarning($"No run was found, and none here has {SearchParser.Name(entity, key)}. Did you mean {SearchParser.Name(entity, nearest)}?");
            }
        }
    }

    // What lacks the key comes last, so if the first run lacks it, then no run that was found has it, and nothing is ordered by it.
    private void WarnOfUnknownOrders(
        MlRun first, RunSearch search, IReadOnlyList<(StoreHandle Store, IReadOnlyList<string>? Experiments)> parts)
    {
        foreach (SearchOrder order in SearchParser.ParseOrder(SearchKind.Runs, search.OrderBy))
        {
            RunColumns part = PartOf(order.Entity);
            (bool has, IReadOnlyList<string>? loaded) = order.Entity switch
            {
                SearchEntity.Metric => (first.Metrics.ContainsKey(order.Key), search.MetricKeys),
                SearchEntity.Param => (first.Params.ContainsKey(order.Key), search.ParamKeys),
                _ => (first.Tags.ContainsKey(order.Key), search.TagKeys),
            };
            if (part == RunColumns.Attributes || has || !search.Columns.HasFlag(part) || loaded?.Contains(order.Key) == false)
            {
                continue;
            }

            RunKeys keys = Keys(new RunSearch { ViewType = search.ViewType, Columns = part }, parts, count: null);
            IReadOnlyList<string> known = Of(keys, order.Entity);
            if (!known.Contains(order.Key) && Suggestions.Nearest(order.Key, known) is { } nearest)
            {
                WriteWarning($"No run here has {SearchParser.Name(order.Entity, order.Key)}, which the order names. "
                    + $"Did you mean {SearchParser.Name(order.Entity, nearest)}?");
            }
        }
    }

    private static IReadOnlyList<string> Of(RunKeys keys, SearchEntity entity) => entity switch
    {
        SearchEntity.Metric => keys.Metrics,
        SearchEntity.Param => keys.Params,
        _ => keys.Tags,
    };

    private static RunColumns PartOf(SearchEntity entity) => entity switch
    {
        SearchEntity.Metric => RunColumns.Metrics,
        SearchEntity.Param => RunColumns.Params,
        SearchEntity.Tag => RunColumns.Tags,
        _ => RunColumns.Attributes,
    };
}
