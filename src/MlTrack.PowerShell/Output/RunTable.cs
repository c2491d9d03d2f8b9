using System.Globalization;
using System.Management.Automation;
using MlTrack.Stores;

namespace MlTrack.Output;

/// <summary>Runs as flat rows with the columns of MLflow's pandas output. Every row has the same ones, so that Export-Csv loses none.</summary>
internal sealed class RunTable
{
    private readonly List<(string Name, Func<MlRun, object?> Read)> _columns = [];
    private readonly List<string> _renamed = [];

    /// <summary>Lays out the columns.</summary>
    /// <param name="columns">The columns, in order.</param>
    /// <param name="asText">Turns numbers into invariant text, so that no culture changes them in a file.</param>
    public RunTable(IEnumerable<TableColumn> columns, bool asText)
    {
        // Properties ignore case where MLflow's keys don't.
        Dictionary<string, int> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (TableColumn column in columns)
        {
            Add(names, column.Name, Reader(column, asText));
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

    private static Func<MlRun, object?> Reader(TableColumn column, bool asText)
    {
        string key = column.Key;
        return (column.Part, key) switch
        {
            (RunColumns.Metrics, _) when asText => run => run.Metrics.TryGetValue(key, out double value) ? MlNumber.Format(value) : null,
            (RunColumns.Metrics, _) => run => run.Metrics.TryGetValue(key, out double value) ? value : null,
            (RunColumns.Params, _) => run => run.Params.GetValueOrDefault(key),
            (RunColumns.Tags, _) => run => run.Tags.GetValueOrDefault(key),
            (_, "run_id") => run => run.RunId,
            (_, "experiment_id") => run => run.ExperimentId,
            (_, "status") => run => MlRunStatuses.Word(run.Status),
            (_, "artifact_uri") => run => run.ArtifactUri,
            (_, "start_time") => run => Time(run.StartTime),
            (_, "end_time") => run => Time(run.EndTime),
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, null),
        };
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

    private static string? Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
