using System.Data.Common;
using System.Diagnostics;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>
/// A connection while one thread uses it: runs statements, which it keeps prepared by their text, waits for locks, stops by its token
/// and turns the driver's errors into ours. Disposing it rolls back what wasn't committed and gives the connection back.
/// </summary>
internal sealed class SqlSession : IDisposable
{
    // Searches make statements without end; the ones that all other work needs are about forty.
    private const int PreparedStatements = 100;
    private const int LongestWaitMilliseconds = 50;

    private readonly Dictionary<string, SqlPrepared> _prepared = new(StringComparer.Ordinal);
    private readonly SqlDatabase _database;
    private readonly DbConnection _connection;
    private CancellationToken _token;
    private bool _inTransaction;

    public SqlSession(SqlDatabase database, DbConnection connection)
    {
        _database = database;
        _connection = connection;
    }

    /// <summary>Whether the connection may be used again.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Whether whoever uses the session wants it to stop.</summary>
    public bool IsStopping => _token.IsCancellationRequested;

    /// <summary>Begins a use.</summary>
    /// <param name="token">Stops what runs in it.</param>
    public void Start(CancellationToken token) => _token = token;

    /// <summary>Begins a transaction that will write: other writers wait from here on.</summary>
    public void BeginWrite()
    {
        Execute(_database.Dialect.BeginWrite);
        _inTransaction = true;
    }

    /// <summary>Begins a transaction in which all reads see the same state.</summary>
    public void BeginRead()
    {
        Execute(_database.Dialect.BeginRead);
        _inTransaction = true;
    }

    /// <summary>Commits; when this returns, the work is on disk.</summary>
    public void Commit()
    {
        Execute(_database.Dialect.Commit);
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
    public int Execute(string text, params ReadOnlySpan<object?> values) => Prepare(text).Bind(values).Execute();

    /// <summary>Runs a query.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="values">The values of its parameters.</param>
    /// <returns>The rows; dispose them before the next use of the same statement.</returns>
    public SqlRows Query(string text, params ReadOnlySpan<object?> values) => Prepare(text).Bind(values).Query();

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
        return rows.Read() ? rows.TextOrNull(0) : null;
    }

    /// <summary>Runs a driver's call; waits while somebody else holds a lock.</summary>
    /// <typeparam name="T">What the call gives.</typeparam>
    /// <param name="command">The command.</param>
    /// <param name="call">The call.</param>
    /// <returns>What the call gave.</returns>
    internal T Run<T>(DbCommand command, Func<DbCommand, T> call)
    {
        if (_database.Logger is { } logger)
        {
            StoreLog.Statement(logger, command.CommandText);
        }

        long start = 0;
        for (int attempt = 0; ; attempt++)
        {
            _token.ThrowIfCancellationRequested();
            try
            {
                return call(command);
            }
            catch (DbException failure) when (_database.IsBusy(failure))
            {
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
            catch (DbException failure)
            {
                throw Failed(failure);
            }
        }
    }

    /// <summary>What to throw for a driver's exception.</summary>
    /// <param name="failure">The driver's exception.</param>
    /// <returns>The exception.</returns>
    internal Exception Failed(DbException failure) =>
        _token.IsCancellationRequested && _database.IsInterrupted(failure)
            ? new OperationCanceledException(failure.Message, failure, _token)
            : _database.Translate(failure);

    /// <inheritdoc cref="SqlDatabase.Columns"/>
    internal SqlColumns Columns(DbDataReader reader) => _database.Columns(reader);

    /// <inheritdoc/>
    public void Dispose()
    {
        _token = default;
        if (_inTransaction)
        {
            RollBack();
        }

        _database.Return(this);
    }

    /// <summary>Closes the connection for good.</summary>
    public void Close()
    {
        DropPrepared();
        _connection.Dispose();
    }

    private void RollBack()
    {
        _inTransaction = false;
        try
        {
            // A full disk or an interrupt may have rolled it back already.
            if (_database.IsInTransaction(_connection))
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
