using MlTrack.Output;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

// What the search loads of each run.
public sealed partial class FindMlRunCommand
{
    private const RunColumns Keyed = RunColumns.Metrics | RunColumns.Params | RunColumns.Tags;

    private bool EmitsRows => AsTable || Text;

    // Asks the stores for keys only where a table or a wildcard needs them.
    private (RunSearch Search, RunTable? Table) LayOut(
        RunSearch search, IReadOnlyList<(StoreHandle Store, IReadOnlyList<string>? Experiments)> parts)
    {
        if (_properties is null && !EmitsRows)
        {
            return (search, null);
        }

        RunColumns asked = _properties is null ? Keyed : EmitsRows ? _properties.Matched : _properties.Matched & ~_properties.Whole;
        RunKeys keys = Keys(search with { Columns = asked }, parts, _maxResults <= int.MaxValue ? (int)_maxResults : null);
        IReadOnlyList<TableColumn> columns = _properties?.Columns(keys) ?? [.. TableColumn.All(keys)];
        RunTable? table = EmitsRows ? new RunTable(columns, Text) : null;
        if (table?.Renamed.Count > 0)
        {
            WriteWarning($"Columns that differ from an earlier one only by case were renamed: {string.Join(", ", table.Renamed)}.");
        }

        RunColumns whole = _properties?.Whole ?? Keyed;
        return (
            search with
            {
                Columns = columns.Aggregate(whole, (named, column) => named | column.Part),
                MetricKeys = Named(RunColumns.Metrics),
                ParamKeys = Named(RunColumns.Params),
                TagKeys = Named(RunColumns.Tags),
            },
            table);

        IReadOnlyList<string>? Named(RunColumns part) => whole.HasFlag(part)
            ? null
            : [.. columns.Where(column => column.Part == part).Select(column => column.Key)];
    }

    private RunKeys Keys(
        RunSearch search, IReadOnlyList<(StoreHandle Store, IReadOnlyList<string>? Experiments)> parts, int? count)
    {
        if (search.Columns == RunColumns.Attributes)
        {
            return new RunKeys([], [], []);
        }

        List<RunKeys> keys =
            [.. parts.Select(part => part.Store.Client.Store.GetRunKeys(search with { ExperimentIds = part.Experiments }, count, Token))];
        return keys.Count == 1
            ? keys[0]
            : new RunKeys(Distinct(keys, part => part.Metrics), Distinct(keys, part => part.Params), Distinct(keys, part => part.Tags));
    }

    private static List<string> Distinct(List<RunKeys> keys, Func<RunKeys, IReadOnlyList<string>> part) =>
        [.. keys.SelectMany(part).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
