using System.Reflection;
using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Uris;

namespace MlTrack.Stores.Sql.Schema;

/// <summary>Makes the tables of a new database, and what MLflow puts into them.</summary>
internal static class SchemaCreator
{
    private const string DefaultName = "Default";
    private const string DefaultId = "0";

    /// <summary>
    /// Makes the tables, unless somebody else does it first: of two that start at once, one makes them and one finds them.
    /// </summary>
    /// <param name="database">The database, which has none of MLflow's tables.</param>
    /// <param name="session">A session on it.</param>
    /// <param name="artifactRoot">Where experiments put their artifacts.</param>
    /// <returns>What the database can hold.</returns>
    public static SchemaCapabilities Create(SqlDatabase database, SqlSession session, string artifactRoot)
    {
        bool done = false;
        try
        {
            database.PrepareNew(session);
            session.BeginWrite();
            SchemaCapabilities made = SchemaReader.Read(database, session) ?? Make(database, session, artifactRoot);
            session.Commit();
            database.EndNew(session);
            done = true;
            return made;
        }
        finally
        {
            if (!done)
            {
                // A lock that keeps others out ends with its connection.
                session.Discard();
            }
        }
    }

    // The revision comes last: a database that has one is whole, also where every statement is its own transaction.
    private static SchemaCapabilities Make(SqlDatabase database, SqlSession session, string artifactRoot)
    {
        session.Execute(Script(database.Dialect.SchemaScript));
        long now = MlTime.NowMilliseconds();
        session.Execute(
            database.Dialect.InsertNew("experiments", SchemaTables.All["experiments"]),
            0L, DefaultName, LocalPath.Append(artifactRoot, DefaultId), LifecycleStages.Active, now, now);
        session.Execute(database.Dialect.Insert(SchemaTables.RevisionTable, ["version_num"]), Revisions.New);
        if (database.Logger is { } logger)
        {
            StoreLog.Created(logger, Revisions.New, database.Name);
        }

        return Revisions.Capabilities(Revisions.New, static (_, _) => false);
    }

    private static string Script(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
