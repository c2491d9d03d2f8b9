using System.Data.Common;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using MlTrack.Stores.Uris;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>A database on a server: what MySQL and PostgreSQL have in common as places to connect to.</summary>
internal abstract class ServerDatabase : SqlDatabase
{
    // Short enough that a script that waits for its user holds no connection, long enough for one command after the other.
    private static readonly TimeSpan s_idleTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_longestConnecting = TimeSpan.FromSeconds(15);

    private volatile string? _version;

    /// <summary>Prepares the pool; opens nothing.</summary>
    /// <param name="address">Where the database is.</param>
    /// <param name="noCreate">Whether nothing may be created.</param>
    /// <param name="timeout">How long a request may take.</param>
    /// <param name="logger">Is told about statements; null for nobody.</param>
    protected ServerDatabase(DatabaseAddress address, bool noCreate, TimeSpan timeout, ILogger? logger)
        : base(singleSession: false, timeout, logger, s_idleTime)
    {
        Address = address;
        NoCreate = noCreate;
        string host = address.Options.Host ?? address.Host;
        string at = address.Options.Socket
            ?? FormattableString.Invariant($"{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{address.Port}");
        ServerName = $"the {address.Backend} server {at}";
        Name = $"The database {MlText.Show(address.Database)} on {ServerName}";
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string? EngineVersion => _version;

    /// <inheritdoc/>
    public override bool NoCreate { get; }

    /// <inheritdoc/>
    public override bool StopsByCancel => true;

    /// <inheritdoc/>
    public override int CommandSeconds => Math.Max(1, (int)Math.Ceiling(Timeout.TotalSeconds));

    /// <summary>Where the database is.</summary>
    protected DatabaseAddress Address { get; }

    /// <summary>The server in words.</summary>
    protected string ServerName { get; }

    /// <summary>How long connecting may take.</summary>
    protected TimeSpan ConnectTime => Address.Options.ConnectTimeout is { } given && given > TimeSpan.Zero ? given
        : Timeout < s_longestConnecting ? Timeout : s_longestConnecting;

    /// <inheritdoc/>
    /// <remarks>Only connecting can tell.</remarks>
    public override bool CheckPlace() => true;

    /// <inheritdoc/>
    public override bool IsThere() => true;

    /// <inheritdoc/>
    public override bool ReadersHoldUpOthers(SqlSession session) => false;

    /// <inheritdoc/>
    public override bool IsBusy(DbException exception) => false;

    /// <inheritdoc/>
    /// <remarks>Whatever fails after a cancellation failed because of it: the drivers tell it in many ways.</remarks>
    public override bool IsInterrupted(DbException exception) => true;

    /// <inheritdoc/>
    public override MlException LockTimeout(DbException exception) => Translate(exception);

    /// <inheritdoc/>
    public override bool IsInTransaction(DbConnection connection) => connection.State == System.Data.ConnectionState.Open;

    /// <inheritdoc/>
    public override DbCommand CreateCommand(DbConnection connection, string text)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandTimeout = CommandSeconds;
#pragma warning disable CA2100 // Statement texts are ours; users' values are parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    /// <inheritdoc/>
    protected override DbConnection Connect(bool create, CancellationToken cancellationToken)
    {
        try
        {
            return Open(Address.Database, cancellationToken);
        }
        catch (DbException failure) when (create && IsMissingDatabase(failure))
        {
            CreateDatabase(cancellationToken);
            return Open(Address.Database, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public override MlException? WhyNoDatabase(CancellationToken cancellationToken)
    {
        try
        {
            using DbConnection connection = Open(null, cancellationToken);
            using DbCommand command = CreateCommand(connection, MayCreateDatabase);
            DbParameter name = command.CreateParameter();
            name.ParameterName = "@p0";
            name.Value = Address.Database;
            command.Parameters.Add(name);
            return Convert.ToBoolean(command.ExecuteScalar() ?? true, CultureInfo.InvariantCulture) ? null : MayNotCreateDatabase(null);
        }
        catch (DbException failure)
        {
            return Translate(failure);
        }
    }

    /// <inheritdoc/>
    protected override DbConnection? ConnectAfter(MlException failure) => null;

    /// <inheritdoc/>
    protected override void SetUp(DbConnection connection, SqlSession session) => _version ??= ServerVersion(connection);

    /// <summary>The server's version, as its own programs show it.</summary>
    /// <param name="connection">An open connection.</param>
    /// <returns>The version.</returns>
    protected virtual string ServerVersion(DbConnection connection) => connection.ServerVersion;

    /// <summary>Makes a connection that isn't open yet.</summary>
    /// <param name="database">The database; null for one that every server has.</param>
    /// <returns>The connection.</returns>
    protected abstract DbConnection NewConnection(string? database);

    /// <summary>Opens a connection.</summary>
    /// <param name="database">The database; null for one that every server has.</param>
    /// <param name="cancellationToken">Stops the waiting for the server.</param>
    /// <returns>The open connection.</returns>
    protected DbConnection Open(string? database, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        DbConnection connection = NewConnection(database);
        Task opening = Task.Run(() => OpenAsync(connection, cancellationToken), CancellationToken.None);
        try
        {
            opening.Wait(cancellationToken);
            return connection;
        }
        catch (Exception failure) when (cancellationToken.IsCancellationRequested)
        {
            // Drivers notice it late where the server is silent. The connection is left to itself, and closed when it opens or gives up.
            opening.ContinueWith(
                over =>
                {
                    _ = over.Exception;
                    connection.Dispose();
                },
                CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw new OperationCanceledException(failure.Message, failure, cancellationToken);
        }
        catch (AggregateException failure) when (failure.InnerException is { } inner)
        {
            connection.Dispose();
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    /// <summary>Opens a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="cancellationToken">Stops the waiting for the server.</param>
    /// <returns>The opening.</returns>
    protected virtual Task OpenAsync(DbConnection connection, CancellationToken cancellationToken) => connection.OpenAsync(cancellationToken);

    /// <summary>Whether connecting failed because there is no such database.</summary>
    /// <param name="failure">The driver's exception.</param>
    /// <returns>Whether it is missing.</returns>
    protected abstract bool IsMissingDatabase(DbException failure);

    /// <summary>A statement that creates the database.</summary>
    protected abstract string CreateDatabaseStatement { get; }

    /// <summary>A query for whether the user may create a database, whose name is its parameter.</summary>
    protected abstract string MayCreateDatabase { get; }

    /// <summary>The error that the user may not create the database.</summary>
    /// <param name="cause">The driver's exception; null if nobody has tried.</param>
    /// <returns>The exception.</returns>
    protected abstract MlException MayNotCreateDatabase(Exception? cause);

    /// <summary>Whether creating the database failed because somebody else was faster.</summary>
    /// <param name="failure">The driver's exception.</param>
    /// <returns>Whether it is there.</returns>
    protected abstract bool IsThereAlready(DbException failure);

    /// <summary>Whether creating the database failed because the user may not.</summary>
    /// <param name="failure">The driver's exception.</param>
    /// <returns>Whether the right is missing.</returns>
    protected abstract bool IsRefused(DbException failure);

    /// <summary>An error about this database.</summary>
    /// <param name="code">MLflow's code.</param>
    /// <param name="entity">What it is about.</param>
    /// <param name="what">What happened, as the rest of a sentence that begins with the database.</param>
    /// <param name="cause">The driver's exception.</param>
    /// <returns>The exception.</returns>
    protected MlException Error(MlErrorCode code, MlEntity entity, string what, Exception cause) =>
        new(code, entity, $"{Name} {what}", Address.Uri, cause);

    private void CreateDatabase(CancellationToken cancellationToken)
    {
        using DbConnection connection = Open(null, cancellationToken);
        using DbCommand command = CreateCommand(connection, CreateDatabaseStatement);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (DbException failure) when (IsThereAlready(failure))
        {
            // Two that start at once: the other one was faster.
        }
        catch (DbException failure) when (IsRefused(failure))
        {
            throw MayNotCreateDatabase(failure);
        }
    }
}
