using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Management.Automation;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Abstractions;

/// <summary>
/// A cmdlet that logs to runs: one item by name and value, a dictionary that is stored as a whole or not at all, or the rows of a
/// pipeline, which are stored in batches. Runs from the pipeline each get what the command line names.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class MlLogCmdlet : MlPipedCmdlet
{
    private IReadOnlyList<LogEntry>? _given;
    private bool _isRunGiven;
    private (string Key, string Text)? _lastWhat;

    /// <summary>The run to log to; the active run if left out. Wins over a row's own RunId.</summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    public string? RunId { get; set; }

    /// <summary>What is logged, for messages: 'metric', 'param' or 'tag'.</summary>
    private protected abstract string Kind { get; }

    /// <summary>Which of MlTrack's own objects is a row here; <see cref="PipedKind.Row"/> for none.</summary>
    private protected abstract PipedKind RowKind { get; }

    /// <summary>-Name.</summary>
    private protected abstract string? GivenName { get; }

    /// <summary>-Value.</summary>
    private protected abstract object? GivenValue { get; }

    /// <summary>The parameter that takes a dictionary.</summary>
    private protected abstract (string Name, IDictionary? Value) GivenDictionary { get; }

    /// <summary>Whether what was logged is emitted.</summary>
    private protected virtual bool IsPassThru => false;

    /// <summary>Makes what will be logged.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, as given.</param>
    /// <param name="row">The row that it came in; empty for the command line.</param>
    /// <returns>The entry; the store's rules are checked later.</returns>
    private protected abstract LogEntry MakeEntry(string runId, string key, object? value, in LogRow row);

    /// <summary>What is emitted for an entry that is on disk.</summary>
    /// <param name="store">Its store.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>The object.</returns>
    private protected virtual object? Emitted(StoreHandle store, LogEntry entry) => null;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _host = Host;
        _isRunGiven = IsGiven(nameof(RunId));
        if (_isRunGiven)
        {
            MlValidator.RunId(RunId);
        }

        _given = ReadGiven();
    }

    /// <inheritdoc/>
    protected override void ProcessArguments()
    {
        IReadOnlyList<LogEntry> given = RequireGiven();
        LogNow(_isRunGiven ? new RunTarget(CurrentStore, RunId!) : ActiveRun(), given);
    }

    /// <summary>What the command line names to log; an error where it names nothing, or half of it.</summary>
    private protected IReadOnlyList<LogEntry> RequireGiven() => _given ?? throw (GivenName is null
        ? MlErrors.InvalidName(
            $"No {Kind} is named. Give -Name and -Value, or -{GivenDictionary.Name} with a dictionary, or pipe rows with Name and Value.", null)
        : MlErrors.InvalidValue($"The {What(GivenName)} has no value. Give -Value.", GivenName));

    /// <summary>What an item is called in messages: <c>metric 'rmse'</c>.</summary>
    private protected string What(string key)
    {
        if (_lastWhat?.Key != key)
        {
            _lastWhat = (key, $"{Kind} {MlText.Show(key)}");
        }

        return _lastWhat!.Value.Text;
    }

    /// <summary>How many items there are: <c>2 metrics</c>.</summary>
    private protected string Count(long count) => Plural(count, Kind);

    private static string Plural(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private List<LogEntry>? ReadGiven()
    {
        if (IsGiven(GivenDictionary.Name) && GivenDictionary.Value is null)
        {
            throw MlErrors.InvalidValue($"-{GivenDictionary.Name} is $null. Give a dictionary with names and values.", null);
        }

        if (GivenDictionary.Value is { } dictionary)
        {
            List<LogEntry> entries = new(dictionary.Count);
            foreach ((string key, object? value) in PairReader.Read(dictionary))
            {
                MlValidator.Key(Kind, key);
                entries.Add(MakeEntry("", key, value, default));
            }

            return entries;
        }

        if (IsGiven("Name"))
        {
            MlValidator.Key(Kind, GivenName);
        }

        return IsGiven("Name") && IsGiven("Value") ? [MakeEntry("", GivenName!, GivenValue, default)] : null;
    }

    // All or nothing, and on disk when it returns.
    private void LogNow(RunTarget target, IReadOnlyList<LogEntry> given)
    {
        if (!ShouldProcess($"Run {target.RunId}", $"Log {Describe(given)}"))
        {
            return;
        }

        MlClient client = target.Store.Client;
        List<LogEntry> ready = new(given.Count);
        foreach (LogEntry entry in given)
        {
            ready.Add(client.Check(entry with { RunId = target.RunId }, WriteWarning, Token));
        }

        client.LogBatch(BatchOf(target.RunId, ready), null, Token);
        WriteVerbose($"Logged {Describe(ready)} to run {target.RunId}.");
        if (IsPassThru)
        {
            foreach (LogEntry entry in ready)
            {
                WriteObject(Emitted(target.Store, entry));
            }
        }
    }

    private static RunBatch BatchOf(string runId, List<LogEntry> entries) => new(runId)
    {
        Metrics = [.. entries.OfType<MetricEntry>().Select(metric => new MetricPoint(metric.Key, metric.Value, metric.Timestamp, metric.Step))],
        Params = [.. entries.OfType<ParamEntry>().Select(param => KeyValuePair.Create(param.Key, param.Value))],
        Tags = [.. entries.OfType<TagEntry>().Select(tag => KeyValuePair.Create(tag.Key, tag.Value))],
    };

    private string Describe(IReadOnlyList<LogEntry> entries) => entries.Count == 1 ? Describe(entries[0]) : Count(entries.Count);

    private static string Describe(LogEntry entry) => entry switch
    {
        MetricEntry metric => string.Create(
            CultureInfo.InvariantCulture, $"metric {MlText.Show(metric.Key)} = {MlNumber.Format(metric.Value)} (step {metric.Step})"),
        ParamEntry param => $"param {MlText.Show(param.Key)} = {MlText.Show(param.Value)}",
        TagEntry tag => $"tag {MlText.Show(tag.Key)} = {MlText.Show(tag.Value)}",
        _ => MlText.Show(entry.Key),
    };
}
