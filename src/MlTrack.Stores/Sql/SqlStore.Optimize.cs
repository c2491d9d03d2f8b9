using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;
using MlTrack.Stores.Sql.Statements;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    /// <inheritdoc/>
    public IReadOnlyList<MlIndexReport> OptimizeDatabase(bool remove, bool preview, CancellationToken cancellationToken = default)
    {
        SqlDialect dialect = _database.Dialect;
        if ((preview || remove) && !_database.Retry(() => HasTables(cancellationToken), cancellationToken))
        {
            return OptionalIndexes.Preview(dialect, null, remove);
        }

        if (preview)
        {
            return Read((session, _) => OptionalIndexes.Preview(dialect, session, remove), cancellationToken);
        }

        (IReadOnlyList<MlIndexReport> reports, bool optimized) = ChangeIndexes(dialect, remove, cancellationToken);

        // From here on, searches are written for what is there now.
        if (_opened is { } opened)
        {
            SchemaCapabilities capabilities = opened.Capabilities with { Optimized = optimized };
            _opened = opened with { Capabilities = capabilities, Statements = new TrackingStatements(dialect, capabilities) };
        }

        return reports;
    }

    private (IReadOnlyList<MlIndexReport> Reports, bool Optimized) ChangeIndexes(SqlDialect dialect, bool remove, CancellationToken cancellationToken)
    {
        try
        {
            return Write(
                (session, _) =>
                {
                    IReadOnlyList<MlIndexReport> done = remove
                        ? OptionalIndexes.Remove(dialect, session)
                        : OptionalIndexes.Create(dialect, session);
                    return (done, OptionalIndexes.AreInUse(dialect, session));
                },
                cancellationToken);
        }
        catch (MlException refused) when (refused.ErrorCode == MlErrorCode.PermissionDenied && dialect.ListOtherOwners is not null)
        {
            throw OtherOwners(dialect.ListOtherOwners, refused, cancellationToken) ?? refused;
        }
    }

    // No right that can be granted on a table lets anybody but its owner make indexes.
    private MlException? OtherOwners(string query, MlException refused, CancellationToken cancellationToken)
    {
        List<(string Owner, string Grant)> owners = Read(
            (session, _) =>
            {
                List<(string, string)> found = [];
                using SqlRows rows = session.Query(query);
                while (rows.Read())
                {
                    found.Add((rows.Text(0), rows.Text(1)));
                }

                return found;
            },
            cancellationToken);
        return owners.Count == 0
            ? null
            : new MlException(
                MlErrorCode.PermissionDenied, MlEntity.Store,
                $"{_database.Name} lets only the owner of its tables change their indexes, who is {string.Join(" and ", owners.Select(owner => owner.Owner))}. "
                + $"Let the owner or an administrator run Optimize-MlDatabase, or an administrator: {string.Join(' ', owners.Select(owner => owner.Grant))}",
                refused.Target, refused.InnerException);
    }

    // Looks without creating anything.
    private bool HasTables(CancellationToken cancellationToken)
    {
        using SqlSession? session = RentIfThere(cancellationToken);
        return session is not null && HasTables(session);
    }

    private bool HasTables(SqlSession session) =>
        SchemaReader.Read(_database, session) is not null || (_database.NoCreate ? throw NoTables() : false);
}
