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
        database.PrepareNew(session);
        session.BeginWrite();
        SchemaCapabilities? made = SchemaReader.Read(database, session);
        if (made is null)
        {
            session.Execute(Script(database.Dialect.SchemaScript));
            session.Execute(database.Dialect.Insert(SchemaTables.RevisionTable, ["version_num"]), Revisions.New);
            long now = MlTime.NowMilliseconds();
            session.Execute(
                database.Dialect.Insert("experiments", SchemaTables.All["experiments"]),
                0L, DefaultName, LocalPath.Append(artifactRoot, DefaultId), LifecycleStages.Active, now, now);
            made = Revisions.Capabilities(Revisions.New, static (_, _) => false);
            session.Commit();
            if (database.Logger is { } logger)
            {
                StoreLog.Created(logger, Revisions.New, database.Name);
            }
        }

        return made;
    }

    private static string Script(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
