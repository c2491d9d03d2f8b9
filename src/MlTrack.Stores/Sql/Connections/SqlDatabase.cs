using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using MlTrack.Stores.Sql.Dialects;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>
/// A database as the place that sessions come from: a pool of connections, each used by one thread at a time, and what its driver's
/// errors mean. Everything that a driver needs to be told is in its subclass.
/// </summary>
internal abstract class SqlDatabase : IDisposable
{
    private const int IdleSessions = 8;

    private readonly ConcurrentStack<SqlSession> _idle = new();
    private readonly Timer? _closer;
    private readonly SemaphoreSlim? _turn;
    private volatile bool _disposed;
    private int _schemaChanges;

    /// <summary>Prepares the pool; opens nothing.</summary>
    /// <param name="singleSession">Whether all work must share one connection, one after the other.</param>
    /// <param name="timeout">How long to wait for somebody else's lock.</param>
    /// <param name="logger">Is told about statements; null for nobody.</param>
    /// <param name="idleTime">After how long a connection that nobody uses is closed; null for never.</param>
    protected SqlDatabase(bool singleSession, TimeSpan timeout, ILogger? logger, TimeSpan? idleTime = null)
    {
        if (idleTime is { } time)
        {
            _closer = new Timer(_ => CloseIdle(time), null, time, time / 2);
        }

        _turn = singleSession ? new SemaphoreSlim(1, 1) : null;
        Timeout = timeout;
        Logger = logger;
    }

    /// <summary>How the engine says things.</summary>
    public abstract SqlDialect Dialect { get; }

    /// <summary>The database in words, for messages; holds no secret.</summary>
    public abstract string Name { get; }

    /// <summary>The engine's version; null if it isn't known before a connection is open.</summary>
    public abstract string? EngineVersion { get; }

    /// <summary>How long to wait for somebody else's lock.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Is told about statements and what is unusual; null for nobody.</summary>
    public ILogger? Logger { get; }

    /// <summary>How often the schema turned out to be another one than what was read; what was read at another count is out of date.</summary>
    public int SchemaChanges => Volatile.Read(ref _schemaChanges);

    /// <summary>Fails if the database isn't there and must not be created, or can't be, for a reason that a look at it shows.</summary>
    /// <returns>Whether it is there.</returns>
    public abstract bool CheckPlace();

    /// <summary>Whether an open database is still where it was, as far as a quick look can tell.</summary>
    /// <returns>False if it was removed.</returns>
    public abstract bool IsThere();

    /// <summary>Whether the database is still there when all its connections are closed.</summary>
    public virtual bool OutlivesConnections => true;

    /// <summary>Whether a session that stays in a read transaction holds up other sessions.</summary>
    /// <param name="session">A session.</param>
    /// <returns>Whether it does.</returns>
    public abstract bool ReadersHoldUpOthers(SqlSession session);

    /// <summary>Whether nothing may be created.</summary>
    public abstract bool NoCreate { get; }

    /// <summary>Does what an empty database needs before its tables are made, outside of a transaction.</summary>
    /// <param name="session">A session.</param>
    public abstract void PrepareNew(SqlSession session);

    /// <summary>Whether the tables are just being made, or whoever made them was stopped in the middle of it.</summary>
    /// <param name="session">A session on a database with some of the tables and no revision.</param>
    /// <returns>Whether that is known of them.</returns>
    public virtual bool IsHalfMade(SqlSession session) => false;

    /// <summary>Looks whether a database that isn't there could be created, without creating it.</summary>
    /// <param name="cancellationToken">Stops the look.</param>
    /// <returns>Why it can't; null if it can, or if a quick look can't tell.</returns>
    public virtual MlException? WhyNoDatabase(CancellationToken cancellationToken) => null;

    /// <summary>Looks whether tables could be created, without creating any.</summary>
    /// <param name="session">A session on an empty database.</param>
    /// <returns>Why they can't; null if they can, or if a quick look can't tell.</returns>
    public virtual MlException? WhyNoTables(SqlSession session) => null;

    /// <summary>Ends what <see cref="PrepareNew"/> began, once the tables are there.</summary>
    /// <param name="session">The same session.</param>
    public virtual void EndNew(SqlSession session)
    {
    }

    /// <summary>Whether a running statement is stopped by telling its server to, from another thread.</summary>
    public virtual bool StopsByCancel => false;

    /// <summary>What the server calls a connection.</summary>
    /// <param name="connection">An open connection.</param>
    /// <returns>Its number; 0 where there is no server.</returns>
    public virtual int ServerSession(DbConnection connection) => 0;

    /// <summary>How many seconds the driver lets a statement take; 0 for as long as it needs.</summary>
    public virtual int CommandSeconds => 0;

    /// <summary>What can be done about a driver's exception.</summary>
    /// <param name="exception">The driver's exception.</param>
    /// <returns>What can be done.</returns>
    public virtual SqlFailure Kind(DbException exception) => SqlFailure.Final;

    /// <summary>Fails if a text of a statement is one that the engine can't take.</summary>
    /// <param name="text">The text.</param>
    public virtual void CheckText(string text)
    {
    }

    /// <summary>Is told why a connection was lost, before the next one is opened.</summary>
    /// <param name="exception">The driver's exception.</param>
    public virtual void LearnFrom(DbException exception)
    {
    }

    /// <summary>Finds out what became of a transaction whose commit was never answered, once its connection is surely over.</summary>
    /// <param name="session">A session on another connection.</param>
    /// <param name="lost">The session whose connection broke.</param>
    /// <returns>Whether it was committed; null if the engine can't tell.</returns>
    public virtual bool? WasCommitted(SqlSession session, SqlSession lost) => null;

    /// <summary>Says what a driver's exception means to a user.</summary>
    /// <param name="exception">The driver's exception.</param>
    /// <returns>The exception to throw.</returns>
    public abstract MlException Translate(DbException exception);

    /// <summary>Whether an exception says that somebody else holds a lock, and the same statement may be tried again.</summary>
    /// <param name="exception">The driver's exception.</param>
    /// <returns>Whether waiting may help.</returns>
    public abstract bool IsBusy(DbException exception);

    /// <summary>Whether an exception says that the statement was stopped by its token.</summary>
    /// <param name="exception">The driver's exception.</param>
    /// <returns>Whether it was stopped.</returns>
    public abstract bool IsInterrupted(DbException exception);

    /// <summary>The failure after waiting in vain.</summary>
    /// <param name="exception">The driver's last exception.</param>
    /// <returns>The exception to throw.</returns>
    public abstract MlException LockTimeout(DbException exception);

    /// <summary>Whether a transaction is open on a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>Whether one is open.</returns>
    public abstract bool IsInTransaction(DbConnection connection);

    /// <summary>Makes a command that doesn't wait for locks by itself.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="text">The statement.</param>
    /// <returns>The command.</returns>
    public abstract DbCommand CreateCommand(DbConnection connection, string text);

    /// <summary>The columns of a reader's rows.</summary>
    /// <param name="reader">A reader of this database.</param>
    /// <returns>The columns.</returns>
    public virtual SqlColumns Columns(DbDataReader reader) => new(reader);

    /// <summary>Does work again that failed for a reason which goes away by itself, for as long as a request may take.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="work">The work, from renting a session to giving it back.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <param name="tell">What to throw in the end instead of the last failure; null for the failure itself.</param>
    /// <returns>What came of it.</returns>
    public T Retry<T>(Func<T> work, CancellationToken cancellationToken, Func<MlException, MlException>? tell = null)
    {
        SqlPatience patience = new(Timeout);
        while (true)
        {
            try
            {
                return work();
            }
            catch (MlException failure) when (failure.InnerException is DbException cause)
            {
                SqlFailure kind = Kind(cause);
                if (!patience.MayGoOn(kind))
                {
                    if (tell is not null && tell(failure) is { } told && !ReferenceEquals(told, failure))
                    {
                        throw told;
                    }

                    throw;
                }

                if (kind == SqlFailure.Stale)
                {
                    Interlocked.Increment(ref _schemaChanges);
                }

                if (kind == SqlFailure.Lost)
                {
                    // What broke one connection has broken the others too.
                    LearnFrom(cause);
                    CloseIdle();
                }

                patience.Wait(kind, cancellationToken);
            }
        }
    }

    /// <summary>Takes a session out of the pool, or opens one. Dispose it to give it back.</summary>
    /// <param name="cancellationToken">Stops whatever the session does, until it is given back.</param>
    /// <param name="create">Whether a missing database may be created, empty.</param>
    /// <returns>The session.</returns>
    public SqlSession Rent(CancellationToken cancellationToken, bool create = false)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _turn?.Wait(cancellationToken);
        try
        {
            if (_idle.TryPop(out SqlSession? session))
            {
                session.Start(cancellationToken);
                return session;
            }

            return Open(create, cancellationToken);
        }
        catch
        {
            _turn?.Release();
            throw;
        }
    }

    /// <summary>Takes a session back.</summary>
    /// <param name="session">The session.</param>
    public void Return(SqlSession session)
    {
        if (_disposed || !session.IsUsable || _idle.Count >= IdleSessions)
        {
            session.Close();
        }
        else
        {
            _idle.Push(session);
            if (_disposed)
            {
                CloseIdle();
            }
        }

        _turn?.Release();
    }

    /// <summary>Closes all connections that nobody uses.</summary>
    public void CloseIdle()
    {
        while (_idle.TryPop(out SqlSession? session))
        {
            session.Close();
        }
    }

    /// <summary>Closes all connections that nobody uses; those in use are closed when they are given back.</summary>
    public void Dispose()
    {
        _disposed = true;
        _closer?.Dispose();
        CloseIdle();
        Release();
    }

    /// <summary>Lets go of what the driver keeps for the database.</summary>
    protected virtual void Release()
    {
    }

    /// <summary>Opens a connection and sets it up.</summary>
    /// <param name="create">Whether a missing database may be created, empty.</param>
    /// <param name="cancellationToken">Stops the waiting for a server.</param>
    /// <returns>The open connection.</returns>
    protected abstract DbConnection Connect(bool create, CancellationToken cancellationToken);

    /// <summary>Tries another way to open a connection after the first one failed.</summary>
    /// <param name="failure">How it failed.</param>
    /// <returns>The open connection; null if there is no other way.</returns>
    protected abstract DbConnection? ConnectAfter(MlException failure);

    /// <summary>Runs what every new connection needs.</summary>
    /// <param name="connection">The new connection.</param>
    /// <param name="session">The session on it.</param>
    protected abstract void SetUp(DbConnection connection, SqlSession session);

    private void CloseIdle(TimeSpan time)
    {
        List<SqlSession> young = [];
        while (_idle.TryPop(out SqlSession? session))
        {
            if (Stopwatch.GetElapsedTime(session.IdleSince) < time)
            {
                young.Add(session);
            }
            else
            {
                session.Close();
            }
        }

        for (int i = young.Count - 1; i >= 0; i--)
        {
            _idle.Push(young[i]);
        }

        if (_disposed)
        {
            CloseIdle();
        }
    }

    private SqlSession Open(bool create, CancellationToken cancellationToken)
    {
        try
        {
            return Open(() => Connect(create, cancellationToken), cancellationToken)!;
        }
        catch (MlException failure)
        {
            SqlSession? session = Open(() => ConnectAfter(failure), cancellationToken);
            if (session is null)
            {
                throw;
            }

            return session;
        }
    }

    private SqlSession? Open(Func<DbConnection?> connect, CancellationToken cancellationToken)
    {
        SqlSession? session = null;
        try
        {
            if (connect() is not { } connection)
            {
                return null;
            }

            session = new SqlSession(this, connection);
            session.Start(cancellationToken);
            SetUp(connection, session);
            return session;
        }
        catch (Exception exception) when (BrokenConnectionException.Of(exception, null) is { } failure)
        {
            session?.Close();
            throw Translate(failure);
        }
        catch
        {
            session?.Close();
            throw;
        }
    }
}
