using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace MlTrack.Stores;

/// <summary>
/// Collects entries from a pipeline and commits them in groups: when a batch is full, a second after the oldest came, and when
/// <see cref="Flush"/> says so. What was accepted is either committed or told as a failure, never dropped.
/// </summary>
/// <remarks>
/// One thread adds, flushes and takes the results. A writer thread of its own starts only when a batch fills, or a second passes,
/// before the flush: a single entry with a flush after it is written on the caller's thread.
/// </remarks>
public sealed partial class LogWriter : IDisposable
{
    /// <summary>The entries of a full batch.</summary>
    public const int DefaultBatchSize = 5000;

    // Enough that reading the input and writing the store overlap; beyond it Add waits.
    private const int BatchesAhead = 3;

    private static readonly TimeSpan s_delay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_closing = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_lastStatement = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_lookAtToken = TimeSpan.FromMilliseconds(50);

    private readonly MlClient _client;
    private readonly bool _keepsCommitted;
    private readonly int _batchSize;

    // Guards the lists below. Entries stay in _pending until they are committed or failed; only who has the turn takes them out.
    private readonly object _gate = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly List<(LogEntry Entry, long Came)> _pending = [];
    private readonly Queue<LogFailure> _failures = new();
    private readonly Queue<LogEntry> _committed = new();
    private readonly CancellationTokenSource _writerStop = new();
    private readonly Timer _starter;
    private Thread? _writer;
    private bool _closed;

    /// <summary>Creates a writer; it does nothing before the first entry.</summary>
    /// <param name="client">Where to log to.</param>
    /// <param name="keepsCommitted">Whether the caller will take what was committed with <see cref="TryTakeCommitted"/>.</param>
    /// <param name="batchSize">The entries of a full batch.</param>
    public LogWriter(MlClient client, bool keepsCommitted = false, int batchSize = DefaultBatchSize)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        _client = client;
        _keepsCommitted = keepsCommitted;
        _batchSize = batchSize;
        _starter = new Timer(static writer => ((LogWriter)writer!).StartWriter(), this, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>Whether the writer thread had to be started.</summary>
    internal bool HasThread => _writer is not null;

    /// <summary>Accepts an entry; waits while too many are on their way.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="cancellationToken">Stops the waiting; the entry is not accepted then.</param>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: the key, the value, the time or the run's id can't be. It is not accepted.</exception>
    public void Add(LogEntry entry, CancellationToken cancellationToken = default) =>
        AddChecked(_client.Check(entry, cancellationToken: cancellationToken), cancellationToken);

    /// <summary>Accepts an entry that went through <see cref="MlClient.Check"/> already.</summary>
    internal void AddChecked(LogEntry entry, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            while (!_closed && _pending.Count >= _batchSize * BatchesAhead)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_gate, s_lookAtToken);
            }

            ObjectDisposedException.ThrowIf(_closed, this);
            _pending.Add((entry, Stopwatch.GetTimestamp()));
            if (_writer is null)
            {
                if (_pending.Count >= _batchSize)
                {
                    StartWriter();
                }
                else if (_pending.Count == 1)
                {
                    _starter.Change(s_delay, Timeout.InfiniteTimeSpan);
                }
            }
            else if (_pending.Count == 1 || _pending.Count >= _batchSize)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Commits everything that was accepted, on this thread, after what the writer thread is just writing.</summary>
    /// <param name="cancellationToken">Stops the work; what isn't committed then stays for the next flush.</param>
    public void Flush(CancellationToken cancellationToken = default)
    {
        while (WriteBatch(cancellationToken))
        {
        }
    }

    /// <summary>Takes the next entry that was refused, or could not be stored.</summary>
    /// <param name="failure">The entry and why.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTakeFailure([NotNullWhen(true)] out LogFailure? failure)
    {
        lock (_gate)
        {
            return _failures.TryDequeue(out failure);
        }
    }

    /// <summary>Takes the next entry that was committed: it is on disk.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTakeCommitted([NotNullWhen(true)] out LogEntry? entry)
    {
        lock (_gate)
        {
            return _committed.TryDequeue(out entry);
        }
    }

    /// <summary>Ends the writer: commits what was accepted, within two seconds.</summary>
    /// <returns>All failures that nobody took yet, and what could not be stored in that time.</returns>
    public IReadOnlyList<LogFailure> Close()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return [];
            }

            _closed = true;
            Monitor.PulseAll(_gate);
        }

        _starter.Dispose();
        _writerStop.CancelAfter(s_closing);
        try
        {
            Flush(_writerStop.Token);
        }
        catch (OperationCanceledException)
        {
            // Whoever had the turn gave it back, or is past the point where it can be stopped and will settle its batch itself.
        }

        _writer?.Join(s_lastStatement);
        lock (_gate)
        {
            List<LogFailure> left = [.. _failures];
            left.AddRange(_pending.Select(pending => new LogFailure(pending.Entry, TooLate(pending.Entry))));
            _failures.Clear();
            _pending.Clear();
            return left;
        }
    }

    /// <summary>Ends the writer as <see cref="Close"/> does, without telling what was not stored.</summary>
    public void Dispose()
    {
        Close();
        if (_writer is null or { IsAlive: false })
        {
            _writerStop.Dispose();
            _turn.Dispose();
        }
    }
}
