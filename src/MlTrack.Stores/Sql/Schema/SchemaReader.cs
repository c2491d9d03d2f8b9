using MlTrack.Stores.Sql.Connections;

namespace MlTrack.Stores.Sql.Schema;

/// <summary>Looks at a database and says whether MlTrack can work with it. Changes nothing.</summary>
internal static class SchemaReader
{
    private const string UpgradeAdvice = "Upgrade it with 'mlflow db upgrade', after a backup, or use another database.";

    /// <summary>Reads what a database can hold.</summary>
    /// <param name="database">The database.</param>
    /// <param name="session">A session on it.</param>
    /// <returns>Its capabilities; null if it has none of MLflow's tables. A schema that MlTrack can't work with is an error.</returns>
    public static SchemaCapabilities? Read(SqlDatabase database, SqlSession session) => Read(database, session, isSecondLook: false);

    private static SchemaCapabilities? Read(SqlDatabase database, SqlSession session, bool isSecondLook)
    {
        HashSet<(string Table, string Column)> columns = [];
        using (SqlRows rows = session.Query(database.Dialect.ListColumns))
        {
            while (rows.Read())
            {
                columns.Add((rows.Text(0), rows.Text(1)));
            }
        }

        HashSet<string> present = [.. columns.Select(column => column.Table).Where(SchemaTables.All.ContainsKey)];
        if (present.Count == 0)
        {
            return null;
        }

        string? revision = present.Contains(SchemaTables.RevisionTable)
            ? session.QueryText($"SELECT version_num FROM {SchemaTables.RevisionTable}")
            : null;
        List<string> missing = [];
        foreach ((string table, string[] names) in SchemaTables.All)
        {
            if (!present.Contains(table))
            {
                missing.Add($"table {table}");
            }
            else
            {
                missing.AddRange(names.Where(name => !columns.Contains((table, name))).Select(name => $"column {table}.{name}"));
            }
        }

        if (revision is null && database.IsHalfMade(session))
        {
            return null;
        }

        if (missing.Count > 0 && !isSecondLook)
        {
            // Somebody may have made the tables between the look at them and the look at the revision.
            return Read(database, session, isSecondLook: true);
        }

        if (revision is null)
        {
            throw Mismatch(
                database, $"has some of MLflow's tables ({present.Count} of {SchemaTables.All.Count}) but no revision in "
                + $"{SchemaTables.RevisionTable}. It was left as it is; restore it from a backup, or use another database.");
        }

        if (missing.Count > 0)
        {
            string list = string.Join(", ", missing.Take(5)) + (missing.Count > 5 ? $" and {missing.Count - 5} more" : "");
            throw Mismatch(database, $"has the schema revision {MlText.Show(revision)}, but lacks {list}. {UpgradeAdvice}");
        }

        if (!Revisions.IsKnown(revision) && database.Logger is { } logger)
        {
            StoreLog.UnknownRevision(logger, revision, database.Name);
        }

        return Revisions.Capabilities(revision, (table, column) => columns.Contains((table, column))) with
        {
            Optimized = OptionalIndexes.AreInUse(database.Dialect, session),
        };
    }

    private static MlException Mismatch(SqlDatabase database, string what) =>
        new(MlErrorCode.InvalidState, MlEntity.Schema, $"{database.Name} {what}");
}
