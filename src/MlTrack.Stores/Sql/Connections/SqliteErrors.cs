using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>What SQLite's errors mean to a user, in the one place that knows its codes.</summary>
internal sealed class SqliteErrors
{
    // Extended codes that SQLitePCL has no names for.
    private const int WriteFailed = raw.SQLITE_IOERR | (3 << 8);
    private const int SyncFailed = raw.SQLITE_IOERR | (4 << 8);
    private const int TruncateFailed = raw.SQLITE_IOERR | (6 << 8);
    private const int IndexGrowFailed = raw.SQLITE_IOERR | (19 << 8);

    private readonly string? _path;
    private readonly TimeSpan _timeout;

    public SqliteErrors(string? path, TimeSpan timeout)
    {
        _path = path;
        _timeout = timeout;
        Name = path is null ? "The database in memory" : $"The database {MlText.Show(path)}";
    }

    /// <summary>The database in words, to begin a sentence with.</summary>
    public string Name { get; }

    public MlException LockTimeout(DbException exception) => Error(
        MlErrorCode.TemporarilyUnavailable, MlEntity.None,
        FormattableString.Invariant($"is locked by another program, and still was after {_timeout.TotalSeconds:0.###} s. ")
        + "Try again, or wait longer with ?timeout= in the tracking URI.", exception);

    public MlException Translate(DbException exception)
    {
        if (exception is not SqliteException sqlite)
        {
            return Error(MlErrorCode.InternalError, MlEntity.None, "failed for a reason that the driver keeps to itself.", exception);
        }

        return sqlite.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => LockTimeout(exception),
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => Error(
                MlErrorCode.PermissionDenied, MlEntity.Path,
                "can't be written: the file or its folder is read-only for this user. Change its permissions, or use another file.",
                exception),
            raw.SQLITE_CANTOPEN => CannotOpen(exception),
            raw.SQLITE_FULL => Full(exception),
            raw.SQLITE_NOTADB => Error(
                MlErrorCode.InvalidState, MlEntity.Store,
                "is no SQLite database. Name another file; this one was left as it is.", exception),
            raw.SQLITE_CORRUPT => Error(
                MlErrorCode.InvalidState, MlEntity.Store,
                "is damaged. Restore it from a copy, or see what sqlite3's .recover saves.", exception),
            raw.SQLITE_IOERR when sqlite.SqliteExtendedErrorCode is WriteFailed or SyncFailed or TruncateFailed or IndexGrowFailed =>
                Full(exception),
            _ => Unexpected(sqlite.SqliteExtendedErrorCode, exception),
        };
    }

    // SQLite's own text for the code; the driver's message may quote the statement.
    private MlException Unexpected(int code, DbException exception) => Error(
        MlErrorCode.InternalError, MlEntity.None,
        FormattableString.Invariant($"failed with SQLite's error {code} ({raw.sqlite3_errstr(code).utf8_to_string()})."), exception);

    private MlException Full(DbException exception) => Error(
        MlErrorCode.InternalError, MlEntity.Disk,
        "can't grow: the disk is full, or can't be written. Nothing of this was stored.", exception);

    private MlException CannotOpen(DbException exception)
    {
        // Between the look at the path and here the file may have gone.
        return _path is null || File.Exists(_path)
            ? Error(
                MlErrorCode.PermissionDenied, MlEntity.Path,
                "can't be opened: this user may not read it, or may not write in its folder, which SQLite needs. Change the permissions.",
                exception)
            : Error(
                MlErrorCode.PermissionDenied, MlEntity.Path,
                "can't be created in its folder. Change the folder's permissions, or use another one.", exception);
    }

    private MlException Error(MlErrorCode code, MlEntity entity, string what, DbException inner) =>
        new(code, entity, $"{Name} {what}", _path, inner);
}
