using System.Data.Common;
using Microsoft.Extensions.Logging;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Uris;
using Npgsql;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>A database on a PostgreSQL server.</summary>
internal sealed class PostgresDatabase : ServerDatabase
{
    // The database that every server has, to create others from.
    private const string MaintenanceDatabase = "postgres";

    // Any number that nobody else locks: 'MlTrack' in ASCII.
    private const string CreationLock = "21792132889371499";
    private const int PreparedStatements = 100;

    private readonly NpgsqlDataSource _source;
    private readonly PostgresErrors _errors;

    public PostgresDatabase(DatabaseAddress address, bool noCreate, TimeSpan timeout, ILogger? logger)
        : base(address, noCreate, timeout, logger)
    {
        _errors = new PostgresErrors(Name, ServerName, address);
        _source = Source(address.Database);
    }

    /// <inheritdoc/>
    public override SqlDialect Dialect => PostgresDialect.Instance;

    /// <inheritdoc/>
    protected override string CreateDatabaseStatement => $"CREATE DATABASE {PostgresErrors.Quote(Address.Database)} ENCODING 'UTF8' TEMPLATE template0";

    /// <inheritdoc/>
    public override int ServerSession(DbConnection connection) => ((NpgsqlConnection)connection).ProcessID;

    /// <inheritdoc/>
    public override MlException Translate(DbException exception) => _errors.Translate(exception);

    /// <inheritdoc/>
    public override SqlFailure Kind(DbException exception) => PostgresErrors.Kind(exception);

    /// <inheritdoc/>
    public override void PrepareNew(SqlSession session) => session.QueryText($"SELECT pg_advisory_lock({CreationLock})");

    /// <inheritdoc/>
    public override void EndNew(SqlSession session) => session.QueryText($"SELECT pg_advisory_unlock({CreationLock})");

    /// <inheritdoc/>
    public override bool? WasCommitted(SqlSession session, SqlSession lost)
    {
        if (lost.TransactionId is not { } id)
        {
            return null;
        }

        while (true)
        {
            switch (session.QueryText("SELECT txid_status(CAST(@p0 AS BIGINT))", id))
            {
                case "committed":
                    return true;
                case "aborted":
                    return false;
                case null:
                    // Too old for the server to remember, which a transaction of seconds ago can't be.
                    return null;
                default:
                    // The server hasn't noticed yet that the connection is gone, or is just committing.
                    session.QueryText("SELECT pg_terminate_backend(@p0)", lost.ServerSession);
                    session.QueryText("SELECT pg_sleep(0.05)");
                    break;
            }
        }
    }

    /// <inheritdoc/>
    protected override DbConnection Open(string? database)
    {
        if (database == Address.Database)
        {
            return _source.OpenConnection();
        }

        using NpgsqlDataSource source = Source(MaintenanceDatabase);
        return source.OpenConnection();
    }

    /// <inheritdoc/>
    protected override bool IsMissingDatabase(DbException failure) => failure.SqlState == PostgresErrorCodes.InvalidCatalogName;

    /// <inheritdoc/>
    protected override bool IsThereAlready(DbException failure) =>
        failure.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation;

    /// <inheritdoc/>
    protected override MlException? MayNotCreate(DbException failure) =>
        failure.SqlState == PostgresErrorCodes.InsufficientPrivilege ? _errors.MayNotCreateDatabase(failure) : null;

    /// <inheritdoc/>
    protected override void Release() => _source.Dispose();

    private NpgsqlDataSource Source(string database)
    {
        NpgsqlConnectionStringBuilder settings = new()
        {
            Host = Address.Options.Socket ?? Address.Options.Host ?? Address.Host,
            Port = Address.Port,
            Database = database,
            Username = Address.User,
            Password = Address.Password,
            Timeout = Math.Max(1, (int)Math.Ceiling(ConnectTime.TotalSeconds)),
            CommandTimeout = CommandSeconds,
            ApplicationName = Address.Options.ApplicationName ?? "MlTrack",
            Options = Address.Options.ServerOptions,
            SslMode = Mode(Address.Options.Tls),
            SslCertificate = Address.Options.CertificateFile,
            SslKey = Address.Options.KeyFile,
            MaxAutoPrepare = PreparedStatements,
            AutoPrepareMinUsages = 2,
            GssEncryptionMode = GssEncryptionMode.Disable,
            Pooling = false,
            Enlist = false,
        };
        if (Address.Options.Tls >= DatabaseTls.VerifyAuthority)
        {
            settings.RootCertificate = Address.Options.AuthorityFile;
        }

        return NpgsqlDataSource.Create(settings);
    }

    private static SslMode Mode(DatabaseTls tls) => tls switch
    {
        DatabaseTls.None => SslMode.Disable,
        DatabaseTls.Prefer => SslMode.Prefer,
        DatabaseTls.Require => SslMode.Require,
        DatabaseTls.VerifyAuthority => SslMode.VerifyCA,
        _ => SslMode.VerifyFull,
    };
}
