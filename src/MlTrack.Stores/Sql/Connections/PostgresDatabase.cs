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

    private readonly PostgresErrors _errors;
    private readonly object _gate = new();
    private readonly Lazy<NpgsqlDataSource> _maintenance;
    private volatile NpgsqlDataSource _source;
    private bool _prepares = true;

    public PostgresDatabase(DatabaseAddress address, bool noCreate, TimeSpan timeout, ILogger? logger)
        : base(address, noCreate, timeout, logger)
    {
        _errors = new PostgresErrors(Name, ServerName, address);
        _source = Source(address.Database);
        _maintenance = new Lazy<NpgsqlDataSource>(() => Source(MaintenanceDatabase));
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
    public override void CheckText(string text)
    {
        if (MlText.IndexOfUnstorable(text) is >= 0 and int index)
        {
            string found = text[index] == '\0' ? "a NUL character" : "half of a surrogate pair";
            throw new MlException(
                MlErrorCode.InvalidParameterValue, MlEntity.Value,
                FormattableString.Invariant($"{MlText.Show(text)} holds {found} at position {index}, which PostgreSQL can't hold. Leave it out."), text);
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Behind a pooler that gives every transaction another connection of its own, what one has prepared is unknown to the next, or already
    /// there: from then on nothing is prepared.
    /// </remarks>
    public override void LearnFrom(DbException exception)
    {
        lock (_gate)
        {
            if (_prepares && PostgresErrors.IsOfPrepared(exception))
            {
                // The one before holds nothing, and somebody may just be connecting by it.
                _prepares = false;
                _source = Source(Address.Database);
            }
        }
    }

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
    protected override DbConnection NewConnection(string? database)
    {
        TlsFiles.Check(Address);
        return (database == Address.Database ? _source : _maintenance.Value).CreateConnection();
    }

    /// <inheritdoc/>
    protected override bool IsMissingDatabase(DbException failure) => failure.SqlState == PostgresErrorCodes.InvalidCatalogName;

    /// <inheritdoc/>
    protected override bool IsThereAlready(DbException failure) =>
        failure.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation;

    /// <inheritdoc/>
    protected override bool IsRefused(DbException failure) => failure.SqlState == PostgresErrorCodes.InsufficientPrivilege;

    /// <inheritdoc/>
    protected override string MayCreateDatabase => "SELECT rolcreatedb OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user";

    /// <inheritdoc/>
    protected override MlException MayNotCreateDatabase(Exception? cause) => _errors.MayNotCreateDatabase(cause);

    /// <inheritdoc/>
    public override MlException? WhyNoTables(SqlSession session) =>
        session.QueryText("SELECT 1 WHERE has_schema_privilege(current_schema(), 'CREATE')") is null ? _errors.MayNotCreateTables(null) : null;

    /// <inheritdoc/>
    protected override void Release()
    {
        _source.Dispose();
        if (_maintenance.IsValueCreated)
        {
            _maintenance.Value.Dispose();
        }
    }

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
            MaxAutoPrepare = _prepares ? PreparedStatements : 0,
            AutoPrepareMinUsages = 2,
            GssEncryptionMode = GssEncryptionMode.Disable,
            Pooling = false,
            Enlist = false,
        };
        NpgsqlDataSourceBuilder builder = new(settings.ConnectionString);
        CertificateCheck check = new(Address);
        if (check.IsNeeded)
        {
            builder.UseSslClientAuthenticationOptionsCallback(options => options.RemoteCertificateValidationCallback = check.Verify);
        }

        return builder.Build();
    }

    private static SslMode Mode(DatabaseTls tls) => tls switch
    {
        DatabaseTls.None => SslMode.Disable,
        DatabaseTls.Prefer => SslMode.Prefer,
        _ => SslMode.Require,
    };
}
