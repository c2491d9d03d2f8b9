using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql;

internal sealed partial class SqlStore
{
    /// <inheritdoc/>
    public IReadOnlyList<MlIndexReport> OptimizeDatabase(bool remove, bool preview, CancellationToken cancellationToken = default)
    {
        SqlDialect dialect = _database.Dialect;
        if ((preview || remove) && !HasTables(cancellationToken))
        {
            return OptionalIndexes.Preview(dialect, null, remove);
        }

        if (preview)
        {
            return Read((session, _) => OptionalIndexes.Preview(dialect, session, remove), cancellationToken);
        }

        (IReadOnlyList<MlIndexReport> reports, bool optimized) = Write(
            (session, _) =>
            {
                IReadOnlyList<MlIndexReport> done = remove
                    ? OptionalIndexes.Remove(dialect, session)
                    : OptionalIndexes.Create(dialect, session);
                return (done, OptionalIndexes.AreInUse(dialect, session));
            },
            cancellationToken);

        // From here on, searches are written for what is there now.
        if (_opened is { } opened)
        {
            _opened = opened with { Capabilities = opened.Capabilities with { Optimized = optimized } };
        }

        return reports;
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
