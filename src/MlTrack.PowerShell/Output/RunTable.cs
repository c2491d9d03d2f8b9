using System.Globalization;
using System.Management.Automation;
using MlTrack.Stores;

namespace MlTrack.Output;

/// <summary>Runs as flat rows with the columns of MLflow's pandas output. Every row has the same ones, so that Export-Csv loses none.</summary>
internal sealed class RunTable
{
    private readonly List<(string Name, Func<MlRun, object?> Read)> _columns =
    [
        ("run_id", run => run.RunId),
        ("experiment_id", run => run.ExperimentId),
        ("status", run => MlRunStatuses.Word(run.Status)),
        ("artifact_uri", run => run.ArtifactUri),
        ("start_time", run => Time(run.StartTime)),
        ("end_time", run => Time(run.EndTime)),
    ];

    private readonly List<string> _renamed = [];

    /// <summary>Lays out the columns.</summary>
    /// <param name="keys">The keys among the runs, of each store that is searched.</param>
    /// <param name="asText">Turns numbers into invariant text, so that no culture changes them in a file.</param>
    public RunTable(IReadOnlyList<RunKeys> keys, bool asText)
    {
        // Properties ignore case where MLflow's keys don't.
        Dictionary<string, int> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (string key in Distinct(keys, part => part.Metrics))
        {
            Add(names, "metrics." + key, run => run.Metrics.TryGetValue(key, out double value)
                ? asText ? MlNumber.Format(value) : value
                : null);
        }

        foreach (string key in Distinct(keys, part => part.Params))
        {
            Add(names, "params." + key, run => run.Params.GetValueOrDefault(key));
        }

        foreach (string key in Distinct(keys, part => part.Tags))
        {
            Add(names, "tags." + key, run => run.Tags.GetValueOrDefault(key));
        }
    }

    /// <summary>The columns that got another name, because they differ from an earlier one only by case.</summary>
    public IReadOnlyList<string> Renamed => _renamed;

    /// <summary>Makes the row of a run.</summary>
    /// <param name="run">The run.</param>
    /// <returns>The row; what the run lacks is null.</returns>
    public PSObject Row(MlRun run)
    {
        PSObject row = new();
        foreach ((string name, Func<MlRun, object?> read) in _columns)
        {
            row.Properties.Add(new PSNoteProperty(name, read(run)), preValidated: true);
        }

        return row;
    }

    private void Add(Dictionary<string, int> names, string name, Func<MlRun, object?> read)
    {
        int count = names.GetValueOrDefault(name) + 1;
        names[name] = count;
        if (count > 1)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{name}#{count}");
            _renamed.Add(name);
        }

        _columns.Add((name, read));
    }

    private static IEnumerable<string> Distinct(IReadOnlyList<RunKeys> keys, Func<RunKeys, IReadOnlyList<string>> part) => keys.Count == 1
        ? part(keys[0])
        : keys.SelectMany(part).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
