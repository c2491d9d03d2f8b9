using System.Diagnostics;
using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    /// <inheritdoc/>
    public MlConnectionStatus Test(CancellationToken cancellationToken = default)
    {
        long start = Stopwatch.GetTimestamp();
        string? revision = null;
        string message;
        bool success = true;
        try
        {
            (revision, message) = Look(cancellationToken);
        }
        catch (MlException failure)
        {
            success = false;
            message = failure.Message;
        }

        return new MlConnectionStatus
        {
            Success = success,
            Backend = Backend,
            Uri = Uri,
            ServerVersion = success ? _database.EngineVersion : null,
            SchemaRevision = revision,
            Latency = success ? Stopwatch.GetElapsedTime(start) : null,
            Message = message,
        };
    }

    private (string? Revision, string Message) Look(CancellationToken cancellationToken)
    {
        using SqlSession? session = RentIfThere(cancellationToken);
        if (session is null)
        {
            if (_database.WhyNoDatabase(cancellationToken) is { } why)
            {
                throw why;
            }

            return (null, $"{_database.Name} isn't there yet; it will be created by the first command that needs it.");
        }

        if (SchemaReader.Read(_database, session) is { } capabilities)
        {
            return (capabilities.Revision, $"{_database.Name} answers. Its schema has revision {capabilities.Revision}.");
        }

        if (_database.NoCreate)
        {
            throw NoTables();
        }

        return _database.WhyNoTables(session) is { } reason
            ? throw reason
            : (null, $"{_database.Name} is empty; MLflow's tables will be created in it by the first command that needs them.");
    }

    // Null if there is no database yet.
    private SqlSession? RentIfThere(CancellationToken cancellationToken)
    {
        try
        {
            return _database.CheckPlace() || _opened is not null ? _database.Rent(cancellationToken) : null;
        }
        catch (MlException missing) when (!_database.NoCreate && missing is { ErrorCode: MlErrorCode.ResourceDoesNotExist, Entity: MlEntity.Store })
        {
            return null;
        }
    }
}
