using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;
using MlTrack.TestNeeds;

namespace MlTrack.Interop.Tests;

/// <summary>A second opinion on the schema: Python's SQLAlchemy, and MLflow's own check when it opens a store.</summary>
public class SchemaTests
{
    private const string EverySchemaObject = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2, 3";

    [Fact]
    public void SQLAlchemy_sees_the_reference_schema_in_a_file_that_MlTrack_made()
    {
        JsonNode reference = JsonNode.Parse(File.ReadAllText(Needs.Shared("schema", "schema-0584bdc529eb.sqlite.json")))!;
        using TestStore store = new();
        store.MlTrack().Dump();
        JsonNode seen = MlflowProcess.Shared(MlflowInstall.Version2).Ask("inspect", "sqlite:///" + store.Database)!;
        Same.Assert(Sorted(reference), Sorted(seen), "the schema");
    }

    [Theory]
    [InlineData(MlBackend.MySQL, "mysql")]
    [InlineData(MlBackend.PostgreSQL, "postgresql")]
    public void SQLAlchemy_sees_the_reference_schema_in_a_database_that_MlTrack_made(MlBackend backend, string name)
    {
        JsonNode reference = JsonNode.Parse(File.ReadAllText(Needs.Shared("schema", $"schema-0584bdc529eb.{name}.json")))!;
        using TestStore store = new(backend);
        store.MlTrack().Dump();
        JsonNode seen = MlflowProcess.Shared(MlflowInstall.Version2).Ask("inspect", store.Uri, folder: store.Folder)!;
        Same.Assert(Sorted(reference), Sorted(seen), "the schema");
    }

    [Fact]
    public void MLflow_2_opens_a_file_of_MlTrack_and_changes_nothing_of_its_schema()
    {
        using TestStore store = new();
        store.MlTrack().Dump();
        MlflowTool mlflow = store.Mlflow(MlflowInstall.Version2);
        JsonArray before = mlflow.Rows(EverySchemaObject);
        string experiments = mlflow.Rows("SELECT * FROM experiments").ToJsonString();
        mlflow.Dump();
        Same.Assert(before, mlflow.Rows(EverySchemaObject), "the schema after MLflow opened the file");
        Assert.Equal(experiments, mlflow.Rows("SELECT * FROM experiments").ToJsonString());
        Assert.Equal("0584bdc529eb", (string)mlflow.Rows("SELECT version_num FROM alembic_version")[0]![0]!);
    }

    [Fact]
    public void MlTrack_never_touches_the_schema_of_a_file_of_MLflow_3()
    {
        using TestStore store = new();
        MlflowTool mlflow = store.Mlflow(MlflowInstall.Version3);
        mlflow.Dump();
        JsonArray before = mlflow.Rows(EverySchemaObject);
        MlTrackTool mltrack = store.MlTrack();
        Data.OddData.Fill(mltrack);
        Same.Assert(before, mlflow.Rows(EverySchemaObject), "the schema after MlTrack wrote");
        Assert.Equal("delete", (string)mlflow.Rows("PRAGMA journal_mode")[0]![0]!);
    }

    [Fact]
    public void After_the_migration_of_MLflow_3_the_tables_are_those_of_a_file_that_it_made_itself()
    {
        using TestStore ours = new();
        ours.MlTrack().Dump();
        using TestStore migrated = ours.Copy();
        using TestStore theirs = new();
        MlflowTool own = theirs.Mlflow(MlflowInstall.Version3);
        own.Dump();
        migrated.Mlflow(MlflowInstall.Version3).Dump();
        MlflowProcess process = MlflowProcess.Shared(MlflowInstall.Version3);
        Same.Assert(
            Sorted(process.Ask("inspect", "sqlite:///" + theirs.Database)!),
            Sorted(process.Ask("inspect", "sqlite:///" + migrated.Database)!), "the schema after the migration");
    }

    // Columns count in their order; of constraints and indexes the set counts.
    private static JsonObject Sorted(JsonNode tables)
    {
        JsonObject result = [];
        foreach ((string name, JsonNode? table) in tables.AsObject().OrderBy(table => table.Key, StringComparer.Ordinal))
        {
            JsonObject copy = (JsonObject)table!.DeepClone();
            foreach (JsonNode? column in copy["columns"]!.AsArray())
            {
                column!.AsObject().Remove("autoincrement"); // Follows from the default and the key.
            }

            foreach (string list in new[] { "unique", "foreign_keys", "checks", "indexes" })
            {
                copy[list] = new JsonArray([.. copy[list]!.AsArray()
                    .OrderBy(item => item!.ToJsonString(), StringComparer.Ordinal).Select(item => item!.DeepClone())]);
            }

            result[name] = copy;
        }

        return result;
    }
}
