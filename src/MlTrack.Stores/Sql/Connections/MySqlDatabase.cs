using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
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

    // The current user as these tables write users, or all users.
    private const string Grantee =
        "p.grantee LIKE '''PUBLIC''%' OR p.grantee = CONCAT('''', LEFT(CURRENT_USER(), CHAR_LENGTH(CURRENT_USER()) - 1 "
        + "- CHAR_LENGTH(SUBSTRING_INDEX(CURRENT_USER(), '@', -1))), '''@''', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')";

    private const string ReplicationPrefix = "5.5.5-";

    private static readonly TimeSpan s_probeTime = TimeSpan.FromSeconds(2);

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
            try
            {
                session.Execute($"ALTER DATABASE {MySqlErrors.Quote(Address.Database)} CHARACTER SET utf8mb4");
            }
            catch (MlException failure) when (failure.InnerException is MySqlException refused && MySqlErrors.IsRefused(refused))
            {
                throw _errors.MayNotCreateTables(refused);
            }
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
    /// <remarks>MariaDB 10 puts another version in front of its own, for clients that know no version 10.</remarks>
    protected override string ServerVersion(DbConnection connection) =>
        connection.ServerVersion.StartsWith(ReplicationPrefix, StringComparison.Ordinal)
            ? connection.ServerVersion[ReplicationPrefix.Length..]
            : connection.ServerVersion;

    /// <inheritdoc/>
    protected override DbConnection NewConnection(string? database)
    {
        TlsFiles.Check(Address);
        MySqlConnection connection = new(Settings(database).ConnectionString);
        CertificateCheck check = new(Address);
        if (check.IsNeeded)
        {
            connection.RemoteCertificateValidationCallback = check.Verify;
        }

        return connection;
    }

    /// <inheritdoc/>
    /// <remarks>The driver keeps to itself why a host can't be reached: whether it has an address, and whether anything listens there.</remarks>
    protected override async Task OpenAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await base.OpenAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (MySqlException failure) when (MySqlErrors.IsUnexplained(failure) && Address.Options.Socket is null)
        {
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            stop.CancelAfter(s_probeTime);
            using TcpClient probe = new();
            try
            {
                await probe.ConnectAsync(Address.Host, Address.Port, stop.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // It says no more than the driver did.
            }

            throw;
        }
    }

    /// <inheritdoc/>
    protected override bool IsMissingDatabase(DbException failure) => failure is MySqlException { ErrorCode: MySqlErrorCode.UnknownDatabase };

    /// <inheritdoc/>
    protected override bool IsThereAlready(DbException failure) => failure is MySqlException { ErrorCode: MySqlErrorCode.DatabaseCreateExists };

    /// <inheritdoc/>
    protected override bool IsRefused(DbException failure) => MySqlErrors.IsRefused(failure);

    /// <inheritdoc/>
    protected override MlException MayNotCreateDatabase(Exception? cause) => _errors.MayNotCreateDatabase(cause);

    /// <inheritdoc/>
    /// <remarks>Of rights that come by a role, the tables say nothing: whoever has one may be allowed to.</remarks>
    protected override string MayCreateDatabase =>
        "SELECT COALESCE(CURRENT_ROLE(), 'NONE') <> 'NONE' "
        + "OR EXISTS (SELECT 1 FROM information_schema.user_privileges p WHERE p.privilege_type = 'CREATE' AND "
        + $"({Grantee})) OR EXISTS (SELECT 1 FROM information_schema.schema_privileges p WHERE p.privilege_type = 'CREATE' "
        + $"AND @p0 LIKE p.table_schema AND ({Grantee}))";

    /// <inheritdoc/>
    public override MlException? WhyNoTables(SqlSession session) =>
        session.QueryText(MayCreateDatabase, Address.Database) == "0" ? _errors.MayNotCreateTables(null) : null;

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

        return settings;
    }

    private static MySqlSslMode Mode(DatabaseTls tls) => tls switch
    {
        DatabaseTls.None => MySqlSslMode.None,
        DatabaseTls.Prefer => MySqlSslMode.Preferred,
        _ => MySqlSslMode.Required,
    };
}
