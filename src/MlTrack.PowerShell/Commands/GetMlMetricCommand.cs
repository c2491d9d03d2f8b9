using System.Globalization;
using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Completers;
using MlTrack.Input;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>
/// Gets the whole history of a run's metrics, point by point: metric by metric, each in the order of time, step and value. The latest
/// values alone are in the run's Metrics.
/// </summary>
[Cmdlet(VerbsCommon.Get, "MlMetric")]
[OutputType(typeof(MlMetric), typeof(PSObject))]
public sealed class GetMlMetricCommand : MlPipedCmdlet
{
    /// <summary>Keys of metrics; wildcards are allowed. An exact key wins over a pattern. All metrics if left out.</summary>
    [Parameter(Position = 0)]
    [Alias("Key")]
    [SupportsWildcards]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(MetricKeyCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The run; the active run if left out.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? RunId { get; set; }

    /// <summary>
    /// Emits every value as invariant text, the time as milliseconds since 1970-01-01 UTC. What Export-Csv makes of that, Import-Csv and
    /// Add-MlMetric read back exactly, in any culture.
    /// </summary>
    [Parameter]
    public SwitchParameter Text { get; set; }

    /// <inheritdoc/>
    protected override void ProcessArguments() => Write(IsGiven(nameof(RunId)) ? new RunTarget(CurrentStore, RunId ?? "") : ActiveRun());

    private protected override void ProcessInput(PipedObject piped)
    {
        if (IsGiven(nameof(RunId)))
        {
            throw MlErrors.InvalidValue(
                $"-RunId is given, and {piped.KindName} came through the pipeline. Name the run by one of them.", piped.Source);
        }

        ForItem(piped.Source, () => Write(RunOf(piped, isWrite: false)));
    }

    private void Write(RunTarget target)
    {
        List<string>? keys = null;
        if (IsGiven(nameof(Name)))
        {
            keys = FindKeys(target.Store.Client.GetRun(target.RunId, Token));
            if (keys.Count == 0)
            {
                return;
            }
        }

        foreach (MlMetric metric in target.Store.Client.GetMetricHistory(target.RunId, keys, Token))
        {
            WriteObject(Text ? TextOf(metric) : metric);
        }
    }

    private List<string> FindKeys(MlRun run)
    {
        List<string> keys = [];
        foreach (string? name in Name ?? [])
        {
            ForItem(name, () => keys.AddRange(FindKeys(run, name)));
        }

        return [.. keys.Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> FindKeys(MlRun run, string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw MlErrors.InvalidName("The key of a metric must not be empty. Leave out -Name for all metrics.", name);
        }

        NamePattern pattern = new(name);
        string? exact = run.Metrics.ContainsKey(name) ? name : run.Metrics.ContainsKey(pattern.Literal) ? pattern.Literal : null;
        return exact is not null ? [exact]
            : pattern.IsPattern ? run.Metrics.Keys.Where(pattern.IsMatch).Order(StringComparer.Ordinal)
            : throw new MlException(
                MlErrorCode.ResourceDoesNotExist, MlEntity.Metric,
                $"Run {run.RunId} has no metric {MlText.Show(name)}. Get-MlRun shows in Metrics what it has.", name);
    }

    private static PSObject TextOf(MlMetric metric)
    {
        PSObject row = new();
        row.Properties.Add(new PSNoteProperty(nameof(MlMetric.RunId), metric.RunId));
        row.Properties.Add(new PSNoteProperty(nameof(MlMetric.Key), metric.Key));
        row.Properties.Add(new PSNoteProperty(nameof(MlMetric.Value), MlNumber.Format(metric.Value)));
        row.Properties.Add(new PSNoteProperty(nameof(MlMetric.Step), metric.Step.ToString(CultureInfo.InvariantCulture)));
        row.Properties.Add(new PSNoteProperty(
            nameof(MlMetric.Timestamp), metric.Timestamp.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)));
        return row;
    }
}
