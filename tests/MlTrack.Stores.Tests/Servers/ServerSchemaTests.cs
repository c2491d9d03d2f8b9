using System.Text.RegularExpressions;
using MlTrack.Stores.Tests.Support;
using MlTrack.TestNeeds.Servers;

namespace MlTrack.Stores.Tests.Servers;

/// <summary>New databases, beside ones that MLflow's own statements made, and what stands in the way of making them.</summary>
public sealed partial class ServerSchemaTests
{
    private const string PostgresFacts =
        "SELECT 'column', c.relname, a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' "
        + "|| COALESCE(pg_get_expr(d.adbin, d.adrelid), '') FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 "
        + "LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum "
        + "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' "
        + "UNION ALL SELECT 'constraint', conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint "
        + "WHERE connamespace = 'public'::regnamespace "
        + "UNION ALL SELECT 'index', tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' "
        + "UNION ALL SELECT 'sequence', sequencename, data_type::text FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1, 2, 3";

    public static TheoryData<MlBackend> Backends => [MlBackend.MySQL, MlBackend.PostgreSQL];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Backends))]
    public void NewDatabaseHasTheSchemaOfMlflow(MlBackend backend)
    {
        string ddl = File.ReadAllText(Shared.Find($"schema/schema-0584bdc529eb.{(backend == MlBackend.MySQL ? "mysql" : "postgresql")}.ddl.sql"));
        using ServerDatabaseFixture theirs = new(backend);
        theirs.Server.Load(theirs.Name, ddl);
        using ServerDatabaseFixture ours = new(backend);
        using (MlClient client = ours.Connect())
        {
            Assert.Equal("0584bdc529eb", client.Store.Open(Token).SchemaRevision);
        }

        Assert.Equal(Describe(backend, theirs), Describe(backend, ours));
        Assert.Equal("0584bdc529eb", ours.Server.Execute(ours.Name, "SELECT version_num FROM alembic_version"));
        Assert.Equal("0 Default active", string.Join(' ', ours.Server.Query(ours.Name, "SELECT experiment_id, name, lifecycle_stage FROM experiments").Single()));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void ManyThatStartAtOnceEndWithOneSchema(MlBackend backend)
    {
        using ServerDatabaseFixture database = new(backend);
        Thread[] threads = new Thread[6];
        List<Exception> failures = [];
        for (int i = 0; i < threads.Length; i++)
        {
            int number = i;
            threads[i] = new Thread(() =>
            {
                try
                {
                    using MlClient client = database.Connect();
                    client.CreateExperiment(new NewExperiment($"{number}"), Token);
                }
                catch (Exception failure) when (failure is not OutOfMemoryException)
                {
                    lock (failures)
                    {
                        failures.Add(failure);
                    }
                }
            });
            threads[i].Start();
        }

        Array.ForEach(threads, thread => thread.Join());
        Assert.Empty(failures);
        Assert.Equal("7", database.Server.Execute(database.Name, "SELECT COUNT(*) FROM experiments"));
        Assert.Equal("1", database.Server.Execute(database.Name, "SELECT COUNT(*) FROM alembic_version"));
    }

    [Fact]
    public void WhoeverDiedWhileMakingTheTablesIsFollowed()
    {
        using ServerDatabaseFixture database = new(MlBackend.MySQL);
        using (MlClient first = database.Connect())
        {
            first.Store.Open(Token);
        }

        // As if the first one had been killed before the last tables.
        database.Server.Execute(
            database.Name,
            "SET foreign_key_checks = 0; DELETE FROM alembic_version; DROP TABLE tags, trace_info; DELETE FROM experiments; "
            + "ALTER TABLE alembic_version COMMENT 'MlTrack: being made'");
        using MlClient client = database.Connect();
        Assert.Equal("Default", client.GetExperiment("0", Token).Name);
        Assert.Equal("19", database.Server.Execute(null, $"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '{database.Name}'"));
        Assert.Equal(
            "", database.Server.Execute(
                null, $"SELECT table_comment FROM information_schema.tables WHERE table_schema = '{database.Name}' AND table_name = 'alembic_version'"));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void SomebodyElsesTablesAreLeftAlone(MlBackend backend)
    {
        using ServerDatabaseFixture database = new(backend);
        database.Server.Execute(null, $"CREATE DATABASE {database.Name}");
        database.Server.Execute(database.Name, "CREATE TABLE runs (x INTEGER)");
        using MlClient client = database.Connect();
        MlException failure = Assert.Throws<MlException>(() => client.Store.Open(Token));
        Assert.Equal((MlErrorCode.InvalidState, MlEntity.Schema), (failure.ErrorCode, failure.Entity));
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void NoCreateCreatesNothing(MlBackend backend)
    {
        using ServerDatabaseFixture database = new(backend);
        using MlClient client = database.Connect(noCreate: true);
        MlException failure = Assert.Throws<MlException>(() => client.Store.Open(Token));
        Assert.Equal(MlErrorCode.ResourceDoesNotExist, failure.ErrorCode);
        database.Server.Execute(null, $"CREATE DATABASE {database.Name}");
        failure = Assert.Throws<MlException>(() => client.Store.Open(Token));
        Assert.Equal(MlErrorCode.ResourceDoesNotExist, failure.ErrorCode);
        Assert.True(client.Store.Test(Token) is { Success: false });
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public void MissingRightIsNamedWithWhatAnAdministratorCanDo(MlBackend backend)
    {
        using ServerDatabaseFixture database = new(backend);
        string user = "poor_" + database.Name;
        database.Server.Execute(
            null, backend == MlBackend.MySQL ? $"CREATE USER {user} IDENTIFIED BY 's3cret'" : $"CREATE ROLE {user} LOGIN PASSWORD 's3cret'");
        try
        {
            string uri = $"{(backend == MlBackend.MySQL ? "mysql" : "postgresql")}://{user}:s3cret@127.0.0.1:{database.Server.Port}/{database.Name}";
            using MlClient client = database.Connect(uri);
            MlException failure = Assert.Throws<MlException>(() => client.Store.Open(Token));
            Assert.Equal(MlErrorCode.PermissionDenied, failure.ErrorCode);
            Assert.Contains("CREATE DATABASE", failure.Message, StringComparison.Ordinal);
            Assert.Contains(user, failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
            database.Server.Execute(null, $"CREATE DATABASE {database.Name}");
            failure = Assert.Throws<MlException>(() => client.Store.Open(Token));
            Assert.Equal(MlErrorCode.PermissionDenied, failure.ErrorCode);
            Assert.Contains("GRANT", failure.Message, StringComparison.Ordinal);
            using MlClient wrong = database.Connect(uri.Replace("s3cret", "wrong", StringComparison.Ordinal));
            failure = Assert.Throws<MlException>(() => wrong.Store.Open(Token));
            Assert.Equal(MlErrorCode.Unauthenticated, failure.ErrorCode);
            Assert.Contains(user, failure.Message, StringComparison.Ordinal);
        }
        finally
        {
            database.Server.Drop(database.Name);
            database.Server.Execute(null, backend == MlBackend.MySQL ? $"DROP USER {user}" : $"DROP ROLE {user}");
        }
    }

    [GeneratedRegex(@"::text|\[\]|[()]")]
    private static partial Regex Casts();

    private static List<string> Describe(MlBackend backend, ServerDatabaseFixture database)
    {
        if (backend == MlBackend.PostgreSQL)
        {
            // A check that was dumped and loaded again has its casts in other places.
            return
            [
                .. database.Server.Query(database.Name, PostgresFacts).Select(row => string.Join(' ', row))
                    .Select(fact => fact.Contains(" CHECK ", StringComparison.Ordinal) ? Casts().Replace(fact, "") : fact),
            ];
        }

        return
        [
            .. database.Server.Query(database.Name, "SHOW TABLES").Select(row => row[0]!).Order(StringComparer.Ordinal)
                .SelectMany(table => database.Server.Query(database.Name, $"SHOW CREATE TABLE `{table}`").Single()[1]!.Split('\n')
                    .Select(line => line.Trim().TrimEnd(',')).Select(line => line.StartsWith(')') ? line.Split(" AUTO_INCREMENT")[0] : line)
                    .Order(StringComparer.Ordinal)),
        ];
    }
}
