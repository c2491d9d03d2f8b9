using System.Data.Common;
using MlTrack.Stores.Uris;
using MySqlConnector;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>What MySQL's and MariaDB's errors mean to a user, in the one place that knows their codes.</summary>
internal sealed class MySqlErrors
{
    // Codes that the driver has no names for.
    private const MySqlErrorCode ConnectionKilled = (MySqlErrorCode)1927;
    private const MySqlErrorCode StatementTimeout = (MySqlErrorCode)1969;
    private const MySqlErrorCode SpecificAccessDenied = (MySqlErrorCode)1227;
    private const MySqlErrorCode UserLimitReached = (MySqlErrorCode)1226;
    private const MySqlErrorCode RecordChanged = (MySqlErrorCode)1020;

    private readonly string _name;
    private readonly string _server;
    private readonly DatabaseAddress _address;

    public MySqlErrors(string name, string server, DatabaseAddress address)
    {
        _name = name;
        _server = server;
        _address = address;
    }

    /// <summary>What can be done about an exception.</summary>
    /// <param name="exception">The driver's exception.</param>
    /// <returns>What can be done.</returns>
    public static SqlFailure Kind(DbException exception) => exception switch
    {
        MySqlException mySql => Kind(mySql),

        // A statement may take as long as the whole request.
        BusyServerException => SqlFailure.Final,
        _ => ServerErrors.IsFinal(exception) ? SqlFailure.Final : SqlFailure.Lost,
    };

    /// <summary>Whether no connection came about, and the driver doesn't say why.</summary>
    /// <param name="exception">The driver's exception.</param>
    /// <returns>Whether that is so.</returns>
    public static bool IsUnexplained(MySqlException exception) =>
        exception is { ErrorCode: MySqlErrorCode.UnableToConnectToHost, InnerException: null };

    /// <summary>Whether a right to something of the database as a whole is missing.</summary>
    /// <param name="exception">The driver's exception.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsRefused(DbException exception) =>
        exception is MySqlException { ErrorCode: MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.AccessDenied };

    /// <summary>A name as a part of a statement.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The quoted name.</returns>
    public static string Quote(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    public MlException MayNotCreateDatabase(Exception? cause) => Error(
        MlErrorCode.PermissionDenied, MlEntity.Store,
        $"doesn't exist, or user {User} may not use it, and lacks the right CREATE to create it. Let an administrator run: "
        + $"CREATE DATABASE IF NOT EXISTS {Quote(_address.Database)} CHARACTER SET utf8mb4; {Grant}", cause);

    public MlException MayNotCreateTables(Exception? cause) => Error(
        MlErrorCode.PermissionDenied, MlEntity.Store,
        $"has none of MLflow's tables, and user {User} lacks the right to create them. Let an administrator run: {Grant}", cause);

    public MlException Translate(DbException exception) => exception switch
    {
        MySqlException mySql => Translate(mySql),
        BusyServerException => ServerErrors.Busy(_name, _address, exception),
        _ => ServerErrors.Unreachable(_name, _server, _address, exception),
    };

    private static SqlFailure Kind(MySqlException exception) => exception.ErrorCode switch
    {
        MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout or RecordChanged => SqlFailure.Conflict,
        MySqlErrorCode.DuplicateKeyEntry => SqlFailure.Taken,

        // Somebody has removed an index that statements name.
        MySqlErrorCode.KeyDoesNotExist => SqlFailure.Stale,
        MySqlErrorCode.ServerShutdown or MySqlErrorCode.TooManyUserConnections or MySqlErrorCode.ConnectionCountError or ConnectionKilled
            or MySqlErrorCode.QueryInterrupted or MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.CommandTimeoutExpired =>
            ServerErrors.IsFinal(exception) ? SqlFailure.Final : SqlFailure.Lost,

        _ when IsConnectionLimit(exception) => SqlFailure.Lost,

        // Without a code of the server's, the connection itself failed.
        MySqlErrorCode.None => ServerErrors.IsFinal(exception) ? SqlFailure.Final : SqlFailure.Lost,
        _ => SqlFailure.Final,
    };

    // The same code tells limits of an hour, for which waiting makes no sense.
    private static bool IsConnectionLimit(MySqlException exception) =>
        exception.ErrorCode == UserLimitReached && exception.Message.Contains("max_user_connections", StringComparison.Ordinal);

    private string User => MlText.Show(_address.User);

    private string Grant => $"GRANT ALL PRIVILEGES ON {Quote(_address.Database)}.* TO {MlText.Show(_address.User ?? "")}@'%';";

    private MlException Translate(MySqlException exception) => exception.ErrorCode switch
    {
        MySqlErrorCode.UnknownDatabase => Error(
            MlErrorCode.ResourceDoesNotExist, MlEntity.Store, "doesn't exist. Create it, or leave -NoCreate out.", exception),
        MySqlErrorCode.AccessDenied => Error(
            MlErrorCode.Unauthenticated, MlEntity.None,
            $"refuses user {User}: the password is wrong or missing, or the user may not come from this machine. Give the password in the "
            + "tracking URI (percent-encoded) or with -Credential.", exception),
        MySqlErrorCode.DatabaseAccessDenied => MayNotCreateDatabase(exception),
        MySqlErrorCode.TableAccessDenied or MySqlErrorCode.ColumnAccessDenied
            or SpecificAccessDenied => Error(
                MlErrorCode.PermissionDenied, MlEntity.Store,
                $"doesn't let user {User} do this: {exception.Message}. Let an administrator run: {Grant}", exception),
        MySqlErrorCode.OptionPreventsStatement or MySqlErrorCode.CannotExecuteInReadOnlyTransaction => Error(
            MlErrorCode.PermissionDenied, MlEntity.Store, "can only be read: the server is a replica, or was set to read-only.", exception),
        MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout or RecordChanged or StatementTimeout =>
            ServerErrors.Busy(_name, _address, exception),
        MySqlErrorCode.TooManyUserConnections or MySqlErrorCode.ConnectionCountError => Error(
            MlErrorCode.TemporarilyUnavailable, MlEntity.None, "takes no more connections at present. Try again.", exception),
        _ when IsConnectionLimit(exception) => Error(
            MlErrorCode.TemporarilyUnavailable, MlEntity.None, $"takes no more connections of user {User} at present. Try again.", exception),
        MySqlErrorCode.DiskFull or MySqlErrorCode.RecordFileFull or MySqlErrorCode.OutOfMemory => Error(
            MlErrorCode.InternalError, MlEntity.Disk, "can't grow: its disk or memory is full. Nothing of this was stored.", exception),
        MySqlErrorCode.DataTooLong => Error(
            MlErrorCode.InvalidParameterValue, MlEntity.Value, "takes no value as long as one of these. Shorten it.", exception),
        MySqlErrorCode.TruncatedWrongValueForField => Error(
            MlErrorCode.InvalidParameterValue, MlEntity.Value,
            "can't hold one of the characters: the character set of its tables isn't utf8mb4. Convert them (ALTER TABLE ... CONVERT TO "
            + "CHARACTER SET utf8mb4), or use other characters.", exception),
        MySqlErrorCode.DuplicateKeyEntry => Error(
            MlErrorCode.ResourceAlreadyExists, MlEntity.Name,
            "has something of this name or key already, or one that its collation takes for the same (by case or accents).", exception),
        MySqlErrorCode.ParseError when exception.Message.Contains("JSON_TABLE", StringComparison.OrdinalIgnoreCase) => Error(
            MlErrorCode.NotImplemented, MlEntity.Store, "is too old: MlTrack needs MariaDB 10.6 or MySQL 8.0, or newer.", exception),
        MySqlErrorCode.CommandTimeoutExpired => ServerErrors.Unreachable(_name, _server, _address, new TimeoutException(exception.Message, exception)),
        _ when Kind(exception) == SqlFailure.Lost || ServerErrors.IsFinal(exception) =>
            ServerErrors.Unreachable(_name, _server, _address, exception),
        _ => Error(
            MlErrorCode.InternalError, MlEntity.None,
            FormattableString.Invariant($"failed with the server's error {(int)exception.ErrorCode} ({exception.SqlState})."), exception),
    };

    private MlException Error(MlErrorCode code, MlEntity entity, string what, Exception? cause) =>
        new(code, entity, $"{_name} {what}", _address.Uri, cause);
}
