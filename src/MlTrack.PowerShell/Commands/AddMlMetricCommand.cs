using System.Collections;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Commands;

/// <summary>
/// Logs metrics: one value by name, a dictionary of values, or the rows of a pipeline, which are stored in batches. Each value becomes a
/// point of the metric's history; the run shows the one with the highest step.
/// </summary>
[Cmdlet(VerbsCommon.Add, "MlMetric", DefaultParameterSetName = ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(MlMetric))]
public sealed class AddMlMetricCommand : MlLogCmdlet
{
    private const string ByName = nameof(ByName);
    private const string ByDictionary = nameof(ByDictionary);

    private long? _step;
    private long? _timestamp;

    /// <summary>The metric's key: letters, digits, blanks and <c>_ - . / :</c>. Wins over a row's own Name or Key.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [Alias("Key")]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(MetricKeyCompleter))]
    public string? Name { get; set; }

    /// <summary>The value: a number, or its invariant text such as 0.5, 1e-3, nan or inf. Wins over a row's own Value.</summary>
    [Parameter(Position = 1, ParameterSetName = ByName)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Value { get; set; }

    /// <summary>Several metrics as keys and values. All of them are stored, or none.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByDictionary)]
    [AllowNull]
    public IDictionary? Metric { get; set; }

    /// <summary>The step, a whole number; 0 if left out. Wins over a row's own Step.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public object? Step { get; set; }

    /// <summary>When it was measured: a date, or milliseconds since 1970-01-01 UTC; now if left out. Wins over a row's own Timestamp.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public object? Timestamp { get; set; }

    /// <summary>Emits each metric when it is stored.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Kind => "metric";

    private protected override PipedKind RowKind => PipedKind.Metric;

    private protected override string? GivenName => Name;

    private protected override object? GivenValue => Value;

    private protected override (string Name, IDictionary? Value) GivenDictionary => (nameof(Metric), Metric);

    private protected override bool IsPassThru => PassThru;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _step = IsGiven(nameof(Step)) ? ValueReader.Whole("-Step", Step) : null;
        _timestamp = IsGiven(nameof(Timestamp)) ? ValueReader.Milliseconds("-Timestamp", Timestamp) : null;
        base.Begin();
    }

    private protected override LogEntry MakeEntry(string runId, string key, object? value, in LogRow row)
    {
        string what = What(key);
        return new MetricEntry(
            runId,
            key,
            ValueReader.Real(what, value),
            _timestamp ?? (row.Timestamp.IsThere
                ? ValueReader.Milliseconds($"The timestamp of {what}", row.Timestamp.Value)
                : MlTime.NowMilliseconds()),
            _step ?? (row.Step.IsThere ? ValueReader.Whole($"The step of {what}", row.Step.Value) : 0));
    }

    private protected override object Emitted(StoreHandle store, LogEntry entry)
    {
        MetricEntry metric = (MetricEntry)entry;
        return new MlMetric
        {
            RunId = metric.RunId,
            Key = metric.Key,
            // As reading it back would show it: MLflow keeps infinities as the largest finite numbers.
            Value = double.IsInfinity(metric.Value) ? Math.CopySign(double.MaxValue, metric.Value) : metric.Value,
            Step = metric.Step,
            Timestamp = MlTime.FromMilliseconds(metric.Timestamp),
            StoreKey = store.Key,
        };
    }
}
