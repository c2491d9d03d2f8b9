using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Uris;
using MySqlConnector;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>A database on a MySQL or MariaDB server.</summary>
internal sealed class MySqlDatabase : ServerDatabase
{
    // Where the schema's script puts it, the first table has it as long as the last one isn't there.
    private const string Mark = "MlTrack: being made";

    private readonly MySqlErrors _errors;

    public MySqlDatabase(DatabaseAddress address, bool noCreate, TimeSpan timeout, ILogger? logger)
        : base(address, noCreate, timeout, logger) => _errors = new MySqlErrors(Name, ServerName, address);

    /// <inheritdoc/>
    public override SqlDialect Dialect => MySqlDialect.Instance;

    /// <inheritdoc/>
    protected override string CreateDatabaseStatement => $"CREATE DATABASE {MySqlErrors.Quote(Address.Database)} CHARACTER SET utf8mb4";

    // Locks have names of up to 64 characters, of a whole server.
    private string CreationLock => "MlTrack/" + (Address.Database.Length <= 56 ? Address.Database : Address.Database[..56]);

    /// <inheritdoc/>
    public override int ServerSession(DbConnection connection) => ((MySqlConnection)connection).ServerThread;

    /// <inheritdoc/>
    public override MlException Translate(DbException exception) => _errors.Translate(exception);

    /// <inheritdoc/>
    public override SqlFailure Kind(DbException exception) => MySqlErrors.Kind(exception);

    /// <inheritdoc/>
    public override void PrepareNew(SqlSession session)
    {
        if (session.QueryText("SELECT GET_LOCK(@p0, @p1)", CreationLock, CommandSeconds) != "1")
        {
            throw new MlException(
                MlErrorCode.TemporarilyUnavailable, MlEntity.None, $"{Name} is just being set up by another program. Try again.", Address.Uri);
        }

        // The tables get the database's character set; only this one holds all characters.
        if (session.QueryText("SELECT @@character_set_database") != "utf8mb4")
        {
            session.Execute($"ALTER DATABASE {MySqlErrors.Quote(Address.Database)} CHARACTER SET utf8mb4");
        }
    }

    /// <inheritdoc/>
    /// <remarks>Every CREATE TABLE is committed by itself, so a mark tells tables of ours that aren't complete from somebody else's.</remarks>
    public override bool IsHalfMade(SqlSession session) => session.QueryText(
        "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'alembic_version' AND table_comment = @p0",
        Mark) is not null;

    /// <inheritdoc/>
    public override void EndNew(SqlSession session)
    {
        if (IsHalfMade(session))
        {
            session.Execute("ALTER TABLE alembic_version COMMENT ''");
        }

        session.QueryText("SELECT RELEASE_LOCK(@p0)", CreationLock);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The engine forgets its transactions. So the broken connection is ended on the server first, and then whoever began the
    /// transaction looks for what it wrote.
    /// </remarks>
    public override bool? WasCommitted(SqlSession session, SqlSession lost)
    {
        string id = lost.ServerSession.ToString(CultureInfo.InvariantCulture);
        try
        {
            session.Execute($"KILL CONNECTION {id}");
        }
        catch (MlException failure) when (failure.InnerException is MySqlException { ErrorCode: MySqlErrorCode.NoSuchThread })
        {
            return null;
        }

        while (session.QueryText("SELECT 1 FROM information_schema.processlist WHERE id = @p0", lost.ServerSession) is not null)
        {
            session.QueryText("SELECT SLEEP(0.05)");
        }

        return null;
    }

    /// <inheritdoc/>
    protected override void SetUp(DbConnection connection, SqlSession session)
    {
        base.SetUp(connection, session);
        session.Execute(
            "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; SET SESSION "
            + "sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO', net_write_timeout = 600");
    }

    /// <inheritdoc/>
    protected override DbConnection Open(string? database)
    {
        MySqlConnection connection = new(Settings(database).ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override bool IsMissingDatabase(DbException failure) => failure is MySqlException { ErrorCode: MySqlErrorCode.UnknownDatabase };

    /// <inheritdoc/>
    protected override bool IsThereAlready(DbException failure) => failure is MySqlException { ErrorCode: MySqlErrorCode.DatabaseCreateExists };

    /// <inheritdoc/>
    protected override MlException? MayNotCreate(DbException failure) =>
        failure is MySqlException { ErrorCode: MySqlErrorCode.DatabaseAccessDenied or MySqlErrorCode.AccessDenied }
            ? _errors.MayNotCreateDatabase(failure)
            : null;

    private MySqlConnectionStringBuilder Settings(string? database)
    {
        DatabaseOptions options = Address.Options;
        MySqlConnectionStringBuilder settings = new()
        {
            Server = options.Socket ?? Address.Host,
            ConnectionProtocol = options.Socket is null ? MySqlConnectionProtocol.Sockets : MySqlConnectionProtocol.UnixSocket,
            Port = (uint)Address.Port,
            UserID = Address.User ?? Environment.UserName,
            Password = Address.Password ?? "",
            ConnectionTimeout = (uint)Math.Max(1, Math.Ceiling(ConnectTime.TotalSeconds)),
            DefaultCommandTimeout = (uint)CommandSeconds,
            ApplicationName = "MlTrack",
            SslMode = Mode(options.Tls),
            SslCert = options.CertificateFile ?? "",
            SslKey = options.KeyFile ?? "",
            AllowPublicKeyRetrieval = true,
            TreatTinyAsBoolean = false,
            Pooling = false,
            AutoEnlist = false,
        };
        if (database is not null)
        {
            settings.Database = database;
        }

        if (options.Tls >= DatabaseTls.VerifyAuthority && options.AuthorityFile is not null)
        {
            settings.SslCa = options.AuthorityFile;
        }

        return settings;
    }

    private static MySqlSslMode Mode(DatabaseTls tls) => tls switch
    {
        DatabaseTls.None => MySqlSslMode.None,
        DatabaseTls.Prefer => MySqlSslMode.Preferred,
        DatabaseTls.Require => MySqlSslMode.Required,
        DatabaseTls.VerifyAuthority => MySqlSslMode.VerifyCA,
        _ => MySqlSslMode.VerifyFull,
    };
}
