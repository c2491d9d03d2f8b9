using System.Data.Common;
using System.Diagnostics;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>
/// A connection while one thread uses it: runs statements, waits for locks, stops by its token and turns the driver's errors into ours.
/// Disposing it rolls back what wasn't committed and gives the connection back.
/// </summary>
/// <remarks>
/// To a server, statements whose answer nobody waits for travel with the next one that somebody does: see <see cref="Enqueue(string,
/// ReadOnlySpan{object?})"/>.
/// </remarks>
internal sealed partial class SqlSession : IDisposable
{
    // Searches make statements without end; the ones that all other work needs are about forty.
    private const int PreparedStatements = 100;
    private const int LongestWaitMilliseconds = 50;

    private readonly Dictionary<string, SqlPrepared> _prepared = new(StringComparer.Ordinal);
    private readonly SqlDatabase _database;
    private readonly DbConnection _connection;
    private readonly SqlStopper? _stopper;
    private CancellationToken _token;
    private bool _inTransaction;
    private bool _committing;

    public SqlSession(SqlDatabase database, DbConnection connection)
    {
        _database = database;
        _connection = connection;
        _queues = connection.CanCreateBatch;
        ServerSession = database.ServerSession(connection);
        _stopper = database.StopsByCancel ? new SqlStopper() : null;
    }

    /// <summary>Whether the connection may be used again.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Whether whoever uses the session wants it to stop.</summary>
    public bool IsStopping => _token.IsCancellationRequested;

    /// <summary>When the session was given back.</summary>
    public long IdleSince { get; private set; }

    /// <summary>What the server calls the connection; it is still known when the connection isn't there any more.</summary>
    public int ServerSession { get; }

    /// <summary>What the engine calls the transaction that writes; null where it has no name for it, or nothing has been sent yet.</summary>
    public string? TransactionId { get; private set; }

    /// <summary>Whether a commit was sent whose answer never came.</summary>
    public bool IsCommitUnknown { get; private set; }

    /// <summary>Begins a use.</summary>
    /// <param name="token">Stops what runs in it.</param>
    public void Start(CancellationToken token)
    {
        _token = token;
        _endsWithQuery = false;
        TransactionId = null;
        IsCommitUnknown = false;
        _stopper?.Start(token);
    }

    /// <summary>Begins a transaction that will write.</summary>
    public void BeginWrite()
    {
        _sent = false;
        Enqueue(_database.Dialect.BeginWrite);
        _wantsTransactionId = _queues && _database.Dialect.TransactionId is not null;
        _inTransaction = true;
    }

    /// <summary>Begins a transaction in which all reads see the same state.</summary>
    public void BeginRead()
    {
        _sent = false;
        Enqueue(_database.Dialect.BeginRead);
        _inTransaction = true;
    }

    /// <summary>Commits what was begun, if anything; when this returns, the work is on disk.</summary>
    public void Commit()
    {
        if (!_inTransaction)
        {
            return;
        }

        if (_queued.Count == 1 && !_sent)
        {
            // Nothing but the beginning of the transaction: nothing was done in it.
            ForgetQueue();
        }
        else
        {
            _committing = true;
            if (_queues)
            {
                QueryWithQueue([new SqlStatement(_database.Dialect.Commit, [])]).Finish();
            }
            else
            {
                Execute(_database.Dialect.Commit);
            }

            _committing = false;
        }

        _inTransaction = false;
    }

    /// <summary>A statement with its parameters, ready to run again and again.</summary>
    /// <param name="text">The statement.</param>
    /// <returns>The prepared statement; it belongs to this session.</returns>
    public SqlPrepared Prepare(string text)
    {
        if (!_prepared.TryGetValue(text, out SqlPrepared? prepared))
        {
            if (_prepared.Count >= PreparedStatements)
            {
                DropPrepared();
            }

            prepared = new SqlPrepared(this, _database.CreateCommand(_connection, text));
            _prepared.Add(text, prepared);
        }

        return prepared;
    }

    /// <summary>Runs a statement.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="values">The values of its parameters.</param>
    /// <returns>The number of rows that it changed.</returns>
    public int Execute(string text, params ReadOnlySpan<object?> values) => _queued.Count == 0
        ? Prepare(text).Bind(values).Execute()
        : ExecuteWithQueue(new SqlStatement(text, values.ToArray()));

    /// <summary>Runs a query.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="values">The values of its parameters.</param>
    /// <returns>The rows; dispose them before the next use of the same statement.</returns>
    public SqlRows Query(string text, params ReadOnlySpan<object?> values) => _queued.Count == 0
        ? Prepare(text).Bind(values).Query()
        : QueryWithQueue([new SqlStatement(text, values.ToArray())]);

    /// <inheritdoc cref="Query(string, ReadOnlySpan{object?})"/>
    /// <param name="statement">The statement with its values.</param>
    public SqlRows Query(SqlStatement statement) => Query(statement.Text, [.. statement.Parameters]);

    /// <summary>Runs a query for one text.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="values">The values of its parameters.</param>
    /// <returns>The first column of the first row as text; null without a row, or for NULL.</returns>
    public string? QueryText(string text, params ReadOnlySpan<object?> values)
    {
        using SqlRows rows = Query(text, values);
        return rows.Read() && rows.Use(static reader => reader.IsDBNull(0) ? null : reader.GetValue(0)) is { } value
            ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Runs a driver's call; waits while somebody else holds a lock.</summary>
    /// <typeparam name="TTarget">A command or a batch.</typeparam>
    /// <typeparam name="T">What the call gives.</typeparam>
    /// <param name="target">The command or batch.</param>
    /// <param name="text">What it runs, for the log.</param>
    /// <param name="call">The call.</param>
    /// <returns>What the call gave.</returns>
    internal T Run<TTarget, T>(TTarget target, string text, Func<TTarget, T> call)
        where TTarget : class
    {
        if (_database.Logger is { } logger)
        {
            StoreLog.Statement(logger, text);
        }

        long start = 0;
        for (int attempt = 0; ; attempt++)
        {
            _token.ThrowIfCancellationRequested();
            try
            {
                _stopper?.Runs(target);
                return call(target);
            }
            catch (Exception exception) when (BrokenConnectionException.Of(exception, _connection) is { } failure)
            {
                if (!_database.IsBusy(failure))
                {
                    throw Failed(failure);
                }

                start = attempt == 0 ? Stopwatch.GetTimestamp() : start;
                TimeSpan left = _database.Timeout - Stopwatch.GetElapsedTime(start);
                if (left <= TimeSpan.Zero)
                {
                    throw _database.LockTimeout(failure);
                }

                // The drivers' own waiting can't be stopped, and is too coarse where many writers take short turns.
                int wait = Math.Min(1 << Math.Min(attempt, 6), LongestWaitMilliseconds);
                _token.WaitHandle.WaitOne((int)Math.Min(wait, Math.Ceiling(left.TotalMilliseconds)));
            }
            catch (Exception)
            {
                DiscardUnexpected();
                throw;
            }
        }
    }

    /// <summary>What to throw for whatever a driver's call threw; null if it isn't the driver's.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>The exception to throw, or null.</returns>
    internal Exception? FailedBy(Exception exception)
    {
        if (BrokenConnectionException.Of(exception, _connection) is { } failure)
        {
            return Failed(failure);
        }

        DiscardUnexpected();
        return null;
    }

    /// <summary>A value that the database can hold; else an error that names it, before anything of the statement is sent.</summary>
    /// <param name="value">The value of a parameter.</param>
    /// <returns>The value for the driver.</returns>
    internal object Checked(object? value)
    {
        switch (value)
        {
            case null:
                return DBNull.Value;
            case string text:
                _database.CheckText(text);
                return text;
            case string?[] texts:
                foreach (string? text in texts)
                {
                    _database.CheckText(text ?? "");
                }

                return texts;
            default:
                return value;
        }
    }

    /// <summary>What to throw for a driver's exception.</summary>
    /// <param name="failure">The driver's exception.</param>
    /// <returns>The exception.</returns>
    private Exception Failed(DbException failure)
    {
        if (_database.Kind(failure) == SqlFailure.Lost)
        {
            IsUsable = false;
            IsCommitUnknown = _committing;
        }

        // What failed stood before the end of the transaction, which the server didn't come to then.
        _inTransaction |= _endsWithQuery;
        return _token.IsCancellationRequested && _database.IsInterrupted(failure)
            ? new OperationCanceledException(failure.Message, failure, _token)
            : _database.Translate(BusyServerException.Of(failure, _connection));
    }

    /// <summary>Has the connection closed at the end of its use.</summary>
    public void Discard() => IsUsable = false;

    /// <inheritdoc cref="SqlDatabase.Columns"/>
    internal SqlColumns Columns(DbDataReader reader) => _database.Columns(reader);

    /// <inheritdoc/>
    public void Dispose()
    {
        // What the server is told to stop might be the next user's statement: such a connection isn't used again.
        IsUsable &= _stopper?.End() ?? true;
        _token = default;
        if (_inTransaction)
        {
            RollBack();
        }

        IdleSince = Stopwatch.GetTimestamp();
        _database.Return(this);
    }

    /// <summary>Closes the connection for good.</summary>
    public void Close()
    {
        DropPrepared();
        _connection.Dispose();
    }

    // Of an exception that drivers aren't expected to throw, nobody knows how much of the statement was sent. A database in memory would
    // go with its connection.
    private void DiscardUnexpected()
    {
        if (_database.OutlivesConnections)
        {
            IsUsable = false;
            IsCommitUnknown = _committing;
        }
    }

    private void RollBack()
    {
        _inTransaction = false;
        _committing = false;
        bool sent = !_queues || _sent;
        ForgetQueue();
        try
        {
            // A full disk or an interrupt may have rolled it back already.
            if (IsUsable && sent && _database.IsInTransaction(_connection))
            {
                Execute(_database.Dialect.Rollback);
            }
        }
        catch (MlException)
        {
            // The first failure is on its way to the user. A closed connection rolls back too.
            IsUsable = false;
        }
    }

    private void DropPrepared()
    {
        foreach (SqlPrepared prepared in _prepared.Values)
        {
            prepared.Dispose();
        }

        _prepared.Clear();
    }
}
