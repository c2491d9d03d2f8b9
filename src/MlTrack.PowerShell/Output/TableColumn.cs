using MlTrack.Stores;

namespace MlTrack.Output;

/// <summary>A column of a table of runs.</summary>
/// <param name="Part">Where its values are: one part of a run.</param>
/// <param name="Key">The attribute's name, or the key of a metric, param or tag.</param>
internal readonly record struct TableColumn(RunColumns Part, string Key)
{
    /// <summary>The parts with keys of one's own, in the order of their columns, and what the names of these begin with.</summary>
    public static readonly IReadOnlyList<KeyValuePair<RunColumns, string>> Prefixes =
        [new(RunColumns.Metrics, "metrics."), new(RunColumns.Params, "params."), new(RunColumns.Tags, "tags.")];

    /// <summary>The columns that every run has.</summary>
    public static readonly IReadOnlyList<string> Attributes =
        ["run_id", "experiment_id", "status", "artifact_uri", "start_time", "end_time"];

    /// <summary>The column's name.</summary>
    public string Name
    {
        get
        {
            RunColumns part = Part;
            return Prefixes.FirstOrDefault(prefix => prefix.Key == part).Value + Key;
        }
    }

    /// <summary>All columns that runs with such keys have.</summary>
    /// <param name="keys">The keys.</param>
    /// <returns>The columns, in their order.</returns>
    public static IEnumerable<TableColumn> All(RunKeys keys) =>
    [
        .. Attributes.Select(name => new TableColumn(RunColumns.Attributes, name)),
        .. keys.Metrics.Select(key => new TableColumn(RunColumns.Metrics, key)),
        .. keys.Params.Select(key => new TableColumn(RunColumns.Params, key)),
        .. keys.Tags.Select(key => new TableColumn(RunColumns.Tags, key)),
    ];
}
