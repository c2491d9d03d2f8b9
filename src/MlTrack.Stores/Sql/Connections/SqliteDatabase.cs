using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Uris;
using SQLitePCL;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>A SQLite file, or a database in memory.</summary>
internal sealed class SqliteDatabase : SqlDatabase
{
    // Microsoft.Data.Sqlite waits for locks in a loop that no token stops. A negative timeout ends it before its first sleep; 0 would
    // mean for ever.
    private const int NoWait = -1;

    // Virtual machine instructions between two looks at the token: well under a millisecond, and too many to be felt.
    private const int InstructionsPerLook = 20_000;

    // Searches look up row by row, and SQLite's own 2 MB hold too little of the tables: each page would be read again and again. Mapping
    // the file would do as well, but ends the process where somebody cuts the file off.
    private const int CacheKilobytes = 24 * 1024;

    private readonly SqliteAddress _address;
    private readonly SqliteErrors _errors;
    private volatile bool _isUtf8;

    static SqliteDatabase() => Batteries_V2.Init();

    public SqliteDatabase(SqliteAddress address, bool noCreate, TimeSpan timeout, ILogger? logger)
        : base(singleSession: address.Path is null, address.Timeout ?? timeout, logger)
    {
        _address = address;
        _errors = new SqliteErrors(address.Path, Timeout);
        NoCreate = noCreate && address.Path is not null;
    }

    /// <inheritdoc/>
    public override SqlDialect Dialect => SqliteDialect.Instance;

    /// <inheritdoc/>
    public override string Name => _errors.Name;

    /// <inheritdoc/>
    public override bool NoCreate { get; }

    /// <inheritdoc/>
    public override string EngineVersion => raw.sqlite3_libversion().utf8_to_string();

    /// <inheritdoc/>
    public override bool CheckPlace()
    {
        if (_address.Path is not { } path)
        {
            return false;
        }

        if (Directory.Exists(path))
        {
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Store,
                $"{MlText.Show(path)} is a folder, not a SQLite file. Name a file in it, such as mlflow.db.", path);
        }

        if (File.Exists(path))
        {
            return true;
        }

        if (NoCreate)
        {
            throw new MlException(
                MlErrorCode.ResourceDoesNotExist, MlEntity.Path,
                $"There is no database {MlText.Show(path)}, and -NoCreate says that none will be created.", path);
        }

        string? folder = Path.GetDirectoryName(path);
        if (!Directory.Exists(folder))
        {
            throw new MlException(
                MlErrorCode.ResourceDoesNotExist, MlEntity.Path,
                $"The folder {MlText.Show(folder)} doesn't exist, so {MlText.Show(Path.GetFileName(path))} can't be created in it. "
                + "Create the folder first.", path);
        }

        return false;
    }

    /// <inheritdoc/>
    public override bool OutlivesConnections => _address.Path is not null;

    /// <inheritdoc/>
    public override bool IsThere() => _address.Path is null || File.Exists(_address.Path);

    /// <inheritdoc/>
    public override bool ReadersHoldUpOthers(SqlSession session) =>
        _address.Path is null || session.QueryText("PRAGMA journal_mode") != "wal";

    /// <inheritdoc/>
    public override void PrepareNew(SqlSession session)
    {
        // Only a new file gets our journal mode: one that holds tables of somebody else keeps its own.
        if (_address.Path is not null && session.QueryText("SELECT COUNT(*) FROM sqlite_master") == "0")
        {
            session.QueryText(_address.Journal == SqliteJournal.Wal ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = DELETE");
        }
    }

    /// <inheritdoc/>
    public override MlException Translate(DbException exception) => _errors.Translate(exception);

    /// <inheritdoc/>
    public override MlException LockTimeout(DbException exception) => _errors.LockTimeout(exception);

    /// <inheritdoc/>
    public override bool IsBusy(DbException exception) => exception is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY };

    /// <inheritdoc/>
    public override bool IsInterrupted(DbException exception) => exception is SqliteException { SqliteErrorCode: raw.SQLITE_INTERRUPT };

    /// <inheritdoc/>
    public override bool IsInTransaction(DbConnection connection) =>
        raw.sqlite3_get_autocommit(((SqliteConnection)connection).Handle!) == 0;

    /// <inheritdoc/>
    public override DbCommand CreateCommand(DbConnection connection, string text)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandTimeout = NoWait;
#pragma warning disable CA2100 // Statement texts are ours; users' values are parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    /// <inheritdoc/>
    public override SqlColumns Columns(DbDataReader reader) => _isUtf8 ? new SqliteColumns((SqliteDataReader)reader) : base.Columns(reader);

    /// <inheritdoc/>
    protected override DbConnection Connect(bool create, CancellationToken cancellationToken)
    {
        if (_address.Path is not { } path)
        {
            return Open(":memory:", SqliteOpenMode.Memory);
        }

        return Open(path, create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite);
    }

    /// <inheritdoc/>
    protected override DbConnection? ConnectAfter(MlException failure)
    {
        if (_address.Path is not { } path || !SqliteReadOnly.IsImmutable(path)
            || failure.InnerException is not SqliteException { SqliteErrorCode: raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY })
        {
            return null;
        }

        if (Logger is not null)
        {
            StoreLog.Immutable(Logger, Name);
        }

        return Open($"{new Uri(path).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly);
    }

    /// <inheritdoc/>
    protected override void SetUp(DbConnection connection, SqlSession session)
    {
        // Looking at the token from inside the statement has no window in which a cancellation is lost; sqlite3_interrupt, called
        // between the look at the token and the statement's start, would do nothing.
        raw.sqlite3_progress_handler(
            ((SqliteConnection)connection).Handle!, InstructionsPerLook, static user => ((SqlSession)user).IsStopping ? 1 : 0, session);
        SqliteRegex.Register(((SqliteConnection)connection).Handle!);
        session.Execute(
            "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA case_sensitive_like = ON; "
            + FormattableString.Invariant($"PRAGMA cache_size = -{CacheKilobytes};"));
        _isUtf8 = session.QueryText("PRAGMA encoding") == "UTF-8";
    }

    private static SqliteConnection Open(string source, SqliteOpenMode mode)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle!, 0);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
