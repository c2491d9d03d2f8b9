using System.Collections.ObjectModel;

namespace MlTrack;

/// <summary>One row of a comparison of runs: what each of them has under one key.</summary>
public sealed class MlRunDifference
{
    // A run's id and artifact URI differ by nature and would only be noise.
    private static readonly (string Key, Func<MlRun, object?> Read)[] s_attributes =
    [
        (nameof(MlRun.Name), run => run.Name),
        (nameof(MlRun.ExperimentId), run => run.ExperimentId),
        (nameof(MlRun.Status), run => run.Status),
        (nameof(MlRun.StartTime), run => run.StartTime),
        (nameof(MlRun.EndTime), run => run.EndTime),
        (nameof(MlRun.Duration), run => run.Duration),
        (nameof(MlRun.UserId), run => run.UserId),
        (nameof(MlRun.LifecycleStage), run => run.LifecycleStage),
    ];

    private MlRunDifference(MlDifferenceKind kind, string key, IReadOnlyList<MlRun> runs, Func<MlRun, object?> read)
    {
        Kind = kind;
        Key = key;
        Dictionary<string, object?> values = new(runs.Count, StringComparer.Ordinal);
        foreach (MlRun run in runs)
        {
            values.Add(run.RunId, read(run));
        }

        Values = values.AsReadOnly();
        object? first = read(runs[0]);
        Differs = values.Values.Any(value => !Equals(value, first));
    }

    /// <summary>What the row is about.</summary>
    public MlDifferenceKind Kind { get; }

    /// <summary>The exact key of the param, metric or tag, or the name of the attribute.</summary>
    public string Key { get; }

    /// <summary>Whether the runs have different values; a value that one of them lacks differs from any other.</summary>
    public bool Differs { get; }

    /// <summary>The values by run id, in the order of the runs: texts, doubles for metrics; null where a run has none.</summary>
    public ReadOnlyDictionary<string, object?> Values { get; }

    /// <summary>Compares runs: attributes first, then params, metrics and tags by key.</summary>
    /// <param name="runs">Two runs or more, each of another id.</param>
    /// <returns>A row for each key that any of them has.</returns>
    public static IEnumerable<MlRunDifference> Between(IReadOnlyList<MlRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count < 2)
        {
            throw MlErrors.InvalidValue("A comparison needs two runs or more.", runs.Count > 0 ? runs[0].RunId : null);
        }

        return s_attributes.Select(attribute => new MlRunDifference(MlDifferenceKind.Attribute, attribute.Key, runs, attribute.Read))
            .Concat(Rows(MlDifferenceKind.Param, runs, run => run.Params))
            .Concat(Rows(MlDifferenceKind.Metric, runs, run => run.Metrics))
            .Concat(Rows(MlDifferenceKind.Tag, runs, run => run.Tags));
    }

    /// <summary>Kind and key.</summary>
    /// <returns><c>Param lr</c>.</returns>
    public override string ToString() => $"{Kind} {Key}";

    private static IEnumerable<MlRunDifference> Rows<T>(
        MlDifferenceKind kind, IReadOnlyList<MlRun> runs, Func<MlRun, ReadOnlyDictionary<string, T>> read) => runs
        .SelectMany(run => read(run).Keys)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Select(key => new MlRunDifference(kind, key, runs, run => read(run).TryGetValue(key, out T? value) ? value : null));
}
