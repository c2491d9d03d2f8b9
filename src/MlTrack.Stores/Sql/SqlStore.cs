using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Schema;
using MlTrack.Stores.Sql.Search;
using MlTrack.Stores.Sql.Statements;
using MlTrack.Stores.Uris;

namespace MlTrack.Stores.Sql;

/// <summary>Keeps experiments, runs and registered models in a database with MLflow's schema. What engines do differently is in their dialects.</summary>
internal sealed partial class SqlStore : ITrackingStore, IRegistryStore, ILoggedModelStore
{
    private readonly SqlDatabase _database;
    private readonly string _baseFolder;
    private readonly string _artifactRoot;
    private readonly RunShares _shares = new();
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile OpenedSchema? _opened;

    /// <summary>Prepares the store; opens nothing.</summary>
    /// <param name="database">The database, which the store will dispose.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="baseFolder">The folder that relative artifact locations count from.</param>
    /// <param name="artifactRoot">Where experiments put their artifacts by default: an absolute path, or a URI.</param>
    public SqlStore(SqlDatabase database, StoreAddress address, string baseFolder, string artifactRoot)
    {
        _database = database;
        _baseFolder = baseFolder;
        _artifactRoot = artifactRoot;
        Uri = address.Uri;
        Key = address.Key;
    }

    /// <inheritdoc/>
    public MlBackend Backend => _database.Dialect.Backend;

    /// <inheritdoc/>
    public string Key { get; }

    /// <inheritdoc/>
    public string Uri { get; }

    /// <inheritdoc/>
    public StoreInfo Open(CancellationToken cancellationToken = default) => Opened(cancellationToken).Info;

    /// <inheritdoc/>
    public void CloseIdle()
    {
        // A database in memory lives as long as its connection.
        if (_database.OutlivesConnections)
        {
            _database.CloseIdle();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _database.Dispose();
        _opening.Dispose();
    }

    // What comes before a transaction waits for a server as the transaction does.
    private OpenedSchema Opened(CancellationToken cancellationToken) =>
        _database.Retry(() => OpenSchema(cancellationToken), cancellationToken);

    private OpenedSchema OpenSchema(CancellationToken cancellationToken)
    {
        if (_opened is { } opened && IsUpToDate(opened) && _database.IsThere())
        {
            return opened;
        }

        _opening.Wait(cancellationToken);
        try
        {
            if (_opened is not null && !_database.IsThere())
            {
                // Writing on into a file that was removed would acknowledge what nobody will find again.
                _database.CloseIdle();
                _opened = null;
            }

            return _opened is { } known && IsUpToDate(known) ? known : _opened = OpenFirst(cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    private bool IsUpToDate(OpenedSchema opened) => opened.SchemaChanges == _database.SchemaChanges;

    private OpenedSchema OpenFirst(CancellationToken cancellationToken)
    {
        int changes = _database.SchemaChanges;
        _database.CheckPlace();
        using SqlSession session = _database.Rent(cancellationToken, create: !_database.NoCreate);
        SchemaCapabilities? capabilities = SchemaReader.Read(_database, session);
        capabilities ??= _database.NoCreate ? throw NoTables() : SchemaCreator.Create(_database, session, _artifactRoot);
        return new OpenedSchema(
            Info(capabilities), capabilities, new TrackingStatements(_database.Dialect, capabilities), changes);
    }

    private MlException NoTables() => new(
        MlErrorCode.ResourceDoesNotExist, MlEntity.Path,
        $"{_database.Name} has none of MLflow's tables, and -NoCreate says that none will be created.");

    private StoreInfo Info(SchemaCapabilities capabilities)
    {
        StoreInfo info = new()
        {
            SchemaRevision = capabilities.Revision,
            RunTagValueLength = capabilities.RunTagValueLength,
            ExperimentTagValueLength = capabilities.ExperimentTagValueLength,
            ModelVersionTagValueLength = capabilities.ModelVersionTagValueLength,
            LoggedModels = capabilities.LoggedModels,
        };
        return _database.Dialect.EnforcesColumnSizes
            ? info with
            {
                ExperimentNameLength = 256,
                RunNameLength = 250,
                ArtifactLocationLength = 256,
                RunArtifactUriLength = 200,
                ModelSourceLength = 500,
            }
            : info;
    }

    /// <summary>What was found, or made, when the store was opened.</summary>
    private sealed record OpenedSchema(StoreInfo Info, SchemaCapabilities Capabilities, TrackingStatements Statements, int SchemaChanges);
}
