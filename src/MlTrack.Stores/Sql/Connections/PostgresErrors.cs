using System.Data.Common;
using MlTrack.Stores.Uris;
using Npgsql;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>What PostgreSQL's errors mean to a user, in the one place that knows its codes.</summary>
internal sealed class PostgresErrors
{
    private readonly string _name;
    private readonly string _server;
    private readonly DatabaseAddress _address;

    public PostgresErrors(string name, string server, DatabaseAddress address)
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
        PostgresException postgres => postgres.SqlState switch
        {
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable =>
                SqlFailure.Conflict,
            PostgresErrorCodes.UniqueViolation => SqlFailure.Taken,
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.TooManyConnections => SqlFailure.Lost,
            ['0', '8', ..] => SqlFailure.Lost,

            // The next connection knows which statements are prepared on it.
            _ when IsOfPrepared(postgres) => SqlFailure.Lost,

            // A migration has changed a table under statements that the connection keeps prepared; a new one has none.
            PostgresErrorCodes.FeatureNotSupported when postgres.MessageText.Contains("cached plan", StringComparison.Ordinal) =>
                SqlFailure.Lost,
            _ => SqlFailure.Final,
        },

        // A statement may take as long as the whole request.
        BusyServerException => SqlFailure.Final,
        _ => ServerErrors.IsFinal(exception) ? SqlFailure.Final : SqlFailure.Lost,
    };

    /// <summary>Whether a prepared statement isn't there, or another one is there already under its name.</summary>
    /// <param name="exception">The driver's exception.</param>
    /// <returns>Whether it says so.</returns>
    public static bool IsOfPrepared(DbException exception) =>
        exception.SqlState is PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement;

    /// <summary>A name as a part of a statement.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The quoted name.</returns>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public MlException MayNotCreateDatabase(Exception? cause) => Error(
        MlErrorCode.PermissionDenied, MlEntity.Store,
        $"doesn't exist, and user {User} lacks the right CREATEDB to create it. Let an administrator run: "
        + $"CREATE DATABASE {Quote(_address.Database)} OWNER {Quote(_address.User ?? "")} ENCODING 'UTF8' TEMPLATE template0;", cause);

    public MlException MayNotCreateTables(Exception? cause) => Error(
        MlErrorCode.PermissionDenied, MlEntity.Store,
        $"has none of MLflow's tables, and user {User} lacks the right to create them. Let an administrator run in it: "
        + $"GRANT USAGE, CREATE ON SCHEMA public TO {Quote(_address.User ?? "")};", cause);

    public MlException Translate(DbException exception) => exception switch
    {
        PostgresException postgres => Translate(postgres),
        BusyServerException => ServerErrors.Busy(_name, _address, exception),
        _ => ServerErrors.Unreachable(_name, _server, _address, exception),
    };

    private string User => MlText.Show(_address.User);

    private MlException Translate(PostgresException exception) => exception.SqlState switch
    {
        PostgresErrorCodes.InvalidCatalogName => Error(
            MlErrorCode.ResourceDoesNotExist, MlEntity.Store, "doesn't exist. Create it, or leave -NoCreate out.", exception),
        PostgresErrorCodes.InvalidPassword => Error(
            MlErrorCode.Unauthenticated, MlEntity.None,
            $"refuses user {User}: the password is wrong or missing. Give it in the tracking URI (percent-encoded) or with -Credential.", exception),
        PostgresErrorCodes.InvalidAuthorizationSpecification => Error(
            MlErrorCode.Unauthenticated, MlEntity.None,
            $"refuses user {User} from this machine or without encryption: {exception.MessageText}.", exception),
        PostgresErrorCodes.InsufficientPrivilege => Error(
            MlErrorCode.PermissionDenied, MlEntity.Store,
            $"doesn't let user {User} do this: {exception.MessageText}. Let an administrator run in it: "
            + $"GRANT USAGE, CREATE ON SCHEMA public TO {Quote(_address.User ?? "")}; GRANT SELECT, INSERT, UPDATE, DELETE, REFERENCES ON ALL TABLES "
            + $"IN SCHEMA public TO {Quote(_address.User ?? "")}; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {Quote(_address.User ?? "")};",
            exception),
        PostgresErrorCodes.ReadOnlySqlTransaction => Error(
            MlErrorCode.PermissionDenied, MlEntity.Store, "can only be read: the server is a standby, or was set to read-only.", exception),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled => ServerErrors.Busy(_name, _address, exception),
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => Error(
            MlErrorCode.TemporarilyUnavailable, MlEntity.None, "is shutting down or starting. Try again.", exception),
        PostgresErrorCodes.TooManyConnections => Error(
            MlErrorCode.TemporarilyUnavailable, MlEntity.None, "takes no more connections at present. Try again.", exception),
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory => Error(
            MlErrorCode.InternalError, MlEntity.Disk, "can't grow: its disk or memory is full. Nothing of this was stored.", exception),
        PostgresErrorCodes.StringDataRightTruncation => Error(
            MlErrorCode.InvalidParameterValue, MlEntity.Value, "takes no value as long as one of these. Shorten it.", exception),
        PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.CharacterNotInRepertoire => Error(
            MlErrorCode.InvalidParameterValue, MlEntity.Value,
            $"can't hold one of the characters in its encoding ({exception.MessageText}). Use a database with the encoding UTF8, or other characters.",
            exception),
        PostgresErrorCodes.InvalidEscapeSequence or "22025" => Error(
            MlErrorCode.InvalidParameterValue, MlEntity.Filter,
            "takes a backslash in a pattern for an escape: write two for one, and none at the end.", exception),
        PostgresErrorCodes.UniqueViolation => Error(
            MlErrorCode.ResourceAlreadyExists, MlEntity.Name, "has something of this name or key already.", exception),
        _ when IsOfPrepared(exception) => Error(
            MlErrorCode.TemporarilyUnavailable, MlEntity.None,
            "lost a statement that it had prepared: a pooler stands in front of it that changes connections. Try again.", exception),
        ['0', '8', ..] => ServerErrors.Unreachable(_name, _server, _address, exception),
        _ => Error(
            MlErrorCode.InternalError, MlEntity.None, $"failed with PostgreSQL's error {exception.SqlState} ({exception.MessageText}).", exception),
    };

    private MlException Error(MlErrorCode code, MlEntity entity, string what, Exception? cause) =>
        new(code, entity, $"{_name} {what}", _address.Uri, cause);
}
