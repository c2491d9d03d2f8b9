using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Sql.Dialects;

namespace MlTrack.Stores.Sql.Schema;

/// <summary>MlTrack's own indexes in a database: which are there, and how they come and go, inside of the caller's transaction.</summary>
internal static class OptionalIndexes
{
    /// <summary>Which indexes are there as MlTrack makes them. One whose columns a migration has changed doesn't count.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="session">A session.</param>
    /// <returns>The names.</returns>
    public static HashSet<string> Present(SqlDialect dialect, SqlSession session)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        using SqlRows rows = session.Query(dialect.ListOptionalIndexes);
        while (rows.Read())
        {
            string name = rows.Text(0);
            if (dialect.OptionalIndexes.Any(index => index.Name == name && dialect.IsIntact(index, rows.TextOrNull(1))))
            {
                names.Add(name);
            }
        }

        return names;
    }

    /// <summary>Whether all indexes are there, and statistics that let the engine choose among them.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="session">A session.</param>
    /// <returns>Whether searches can count on them.</returns>
    public static bool AreInUse(SqlDialect dialect, SqlSession session) =>
        Present(dialect, session).Count == dialect.OptionalIndexes.Count && dialect.HasStatistics(session);

    /// <summary>Creates what is missing, and works out the statistics anew in any case.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="session">A session in a transaction that writes.</param>
    /// <returns>A report for each index.</returns>
    public static IReadOnlyList<MlIndexReport> Create(SqlDialect dialect, SqlSession session)
    {
        HashSet<string> present = Present(dialect, session);
        HashSet<string> named = Named(dialect, session);
        foreach (OptionalIndex index in dialect.OptionalIndexes.Where(index => !present.Contains(index.Name)))
        {
            if (named.Contains(index.Name))
            {
                session.Execute(dialect.DropIndex(index));
            }

            session.Execute(dialect.CreateIndex(index));
        }

        dialect.RefreshStatistics(session);
        return Report(dialect, present, MlIndexAction.Present, MlIndexAction.Created);
    }

    /// <summary>Removes what is there, with the statistics; where nothing is there, the statistics are somebody else's and stay.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="session">A session in a transaction that writes.</param>
    /// <returns>A report for each index.</returns>
    public static IReadOnlyList<MlIndexReport> Remove(SqlDialect dialect, SqlSession session)
    {
        HashSet<string> present = Named(dialect, session);
        if (present.Count > 0)
        {
            foreach (OptionalIndex index in dialect.OptionalIndexes.Where(index => present.Contains(index.Name)))
            {
                session.Execute(dialect.DropIndex(index));
            }

            dialect.RemoveStatistics(session);
        }

        return Report(dialect, present, MlIndexAction.Removed, MlIndexAction.Absent);
    }

    /// <summary>What <see cref="Create"/> or <see cref="Remove"/> would report.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="session">A session; null if there is no database yet.</param>
    /// <param name="remove">Which of the two.</param>
    /// <returns>A report for each index.</returns>
    public static IReadOnlyList<MlIndexReport> Preview(SqlDialect dialect, SqlSession? session, bool remove)
    {
        HashSet<string> present = session is null ? [] : remove ? Named(dialect, session) : Present(dialect, session);
        return remove
            ? Report(dialect, present, MlIndexAction.WouldRemove, MlIndexAction.Absent)
            : Report(dialect, present, MlIndexAction.Present, MlIndexAction.WouldCreate);
    }

    private static HashSet<string> Named(SqlDialect dialect, SqlSession session)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        using SqlRows rows = session.Query(dialect.ListOptionalIndexes);
        while (rows.Read())
        {
            names.Add(rows.Text(0));
        }

        return names;
    }

    private static List<MlIndexReport> Report(SqlDialect dialect, HashSet<string> present, MlIndexAction ifPresent, MlIndexAction ifNot) =>
        [.. dialect.OptionalIndexes.Select(index => new MlIndexReport
        {
            Table = index.Table,
            Index = index.Name,
            Action = present.Contains(index.Name) ? ifPresent : ifNot,
        })];
}
