using System.Globalization;
using System.Management.Automation.Host;
using MlTrack.Errors;
using MlTrack.Input;
using MlTrack.Session;
using MlTrack.Stores;

namespace MlTrack.Abstractions;

/// <content>The pipeline: rows and runs are accepted one by one and stored in batches.</content>
public abstract partial class MlLogCmdlet
{
    private const int ToldFailures = 10;

    private readonly Dictionary<RunTarget, bool> _decisions = [];
    private (RunTarget Target, bool Log)? _lastDecision;
    private PSHost? _host;
    private StoreHandle? _current;
    private RunTarget? _active;
    private StoreWriters? _writers;
    private long _accepted;
    private long _failed;

    /// <inheritdoc/>
    protected override void End()
    {
        if (_writers is not null)
        {
            _writers.Flush(Token);
            Drain();
            WriteVerbose($"Logged {Count(_accepted - _failed)} from the pipeline to {Plural(_decisions.Values.Count(log => log), "run")}.");
        }
    }

    /// <inheritdoc/>
    protected override void Release()
    {
        if (_writers is null)
        {
            return;
        }

        // After a normal end nothing is left. Otherwise the pipeline was cut short, and its streams take nothing any more.
        using (_writers)
        {
            IReadOnlyList<LogFailure> failures = _writers.Close();
            foreach (LogFailure failure in failures.Take(ToldFailures))
            {
                _host?.UI?.WriteErrorLine($"Not stored: {Describe(failure.Entry)} of run {failure.Entry.RunId}. {failure.Error.Message}");
            }

            if (failures.Count > ToldFailures)
            {
                _host?.UI?.WriteErrorLine(string.Create(
                    CultureInfo.InvariantCulture, $"Not stored: {failures.Count - ToldFailures} more, {Count(failures.Count)} in all."));
            }
        }
    }

    private protected override void ProcessInput(PipedObject piped)
    {
        bool isRow = piped.Kind == PipedKind.Row || piped.Kind == RowKind;
        if (_isRunGiven && !isRow)
        {
            throw MlErrors.InvalidValue(
                $"-RunId is given, and {piped.KindName} came through the pipeline. Name the run by one of them.", piped.Source);
        }

        // Like ForItem, without a closure for each of many rows.
        try
        {
            if (isRow && GivenDictionary.Value is null)
            {
                LogRow row = ReadRow(piped);
                string key = KeyOf(row);
                RunTarget target = TargetOf(row);
                Queue(target, MakeEntry(target.RunId, key, ValueOf(row, key), row), "from the pipeline");
            }
            else
            {
                LogGiven(piped);
            }
        }
        catch (MlException exception) when (!ErrorRecords.EndsTheCommand(exception))
        {
            WriteError(ErrorRecords.From(exception, piped.Source));
        }

        Drain();
    }

    /// <summary>Reads a row that has anything in it that this cmdlet can use.</summary>
    private protected LogRow ReadRow(PipedObject piped)
    {
        LogRow row = LogRow.Of(piped);
        return row.Name.IsThere || row.Value.IsThere || (row.RunId.IsThere && _given is not null) ? row : throw NoRow(piped);
    }

    /// <summary>The key that is meant: -Name wins over the row's.</summary>
    private protected string KeyOf(in LogRow row) => IsGiven("Name")
        ? GivenName!
        : row.Name.IsThere
            ? row.Name.Text
            : throw MlErrors.InvalidName("A row came through the pipeline without a property Name or Key. Give -Name, or pipe complete rows.", null);

    /// <summary>The value that is meant: -Value wins over the row's.</summary>
    private protected object? ValueOf(in LogRow row, string key) => IsGiven("Value")
        ? GivenValue
        : row.Value.IsThere
            ? row.Value.Value
            : throw MlErrors.InvalidValue($"The row of {What(key)} has no property Value. Give -Value, or pipe complete rows.", key);

    private RunTarget TargetOf(in LogRow row) => _isRunGiven || row.RunId.IsThere
        ? new RunTarget(_current ??= CurrentStore, _isRunGiven ? RunId! : row.RunId.Text)
        : _active ??= ActiveRun();

    // What the command line names goes to the run that came.
    private void LogGiven(PipedObject piped)
    {
        IReadOnlyList<LogEntry> given = _given ?? throw NoRow(piped);
        RunTarget target = _isRunGiven ? new RunTarget(CurrentStore, RunId!) : RunOf(piped, isWrite: true);
        if (GivenDictionary.Value is not null)
        {
            LogNow(target, given);
        }
        else
        {
            Queue(target, given[0] with { RunId = target.RunId }, null);
        }
    }

    private MlException NoRow(PipedObject piped) => MlErrors.InvalidValue(
        $"{MyInvocation.MyCommand.Name} can't tell what to log: {piped.KindName} came through the pipeline. Pipe rows with Name (or Key) and "
        + $"Value, or give -Name and -Value, or -{GivenDictionary.Name}, and pipe runs.", piped.Source);

    private void Queue(RunTarget target, LogEntry entry, string? origin)
    {
        if (IsWanted(target, entry, origin))
        {
            LogEntry ready = target.Store.Client.Check(entry, WriteWarning, Token);
            _writers ??= new StoreWriters(IsPassThru);
            _writers.Add(target.Store, ready, Token);
            _accepted++;
        }
    }

    // Asks once for each run, not for each of a hundred thousand rows.
    private bool IsWanted(RunTarget target, LogEntry entry, string? origin)
    {
        if (_lastDecision is { } last && last.Target == target)
        {
            return last.Log;
        }

        if (!_decisions.TryGetValue(target, out bool log))
        {
            log = ShouldProcess($"Run {target.RunId}", origin is null ? $"Log {Describe(entry)}" : $"Log {Kind}s {origin}");
            _decisions.Add(target, log);
        }

        _lastDecision = (target, log);
        return log;
    }

    // Gives the pipeline what the writer has done meanwhile.
    private void Drain()
    {
        if (_writers is null)
        {
            return;
        }

        while (IsPassThru && _writers.TryTakeCommitted(out StoreHandle? store, out LogEntry? entry))
        {
            WriteObject(Emitted(store, entry));
        }

        while (_writers.TryTakeFailure(out LogFailure? failure))
        {
            _failed++;
            if (ErrorRecords.EndsTheCommand(failure.Error))
            {
                throw failure.Error;
            }

            WriteError(ErrorRecords.From(failure.Error, failure.Entry));
        }
    }
}
