using System.IO.Compression;
using System.Text.Json.Nodes;
using MlTrack.Interop.Tests.Data;
using MlTrack.Interop.Tests.Mlflow;
using MlTrack.Interop.Tests.Tools;
using MlTrack.TestNeeds;

namespace MlTrack.Interop.Tests;

/// <summary>MlTrack's own indexes are in nobody's way: MLflow's migrations, which copy tables, carry them along.</summary>
public class OptionalIndexTests
{
    private const string OtherSchemaObjects =
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'mltrack%' AND name NOT LIKE 'sqlite_stat%' ORDER BY 1, 2, 3";

    private const string IndexedTables = "SELECT DISTINCT tbl_name FROM sqlite_master WHERE name LIKE 'mltrack%' ORDER BY 1";

    [Fact]
    public void MLflow_3_migrates_a_file_of_MlTrack_that_has_them()
    {
        using TestStore store = new();
        OddData.Fill(store.MlTrack());
        CheckMigration(store);
    }

    [Theory]
    [InlineData("2.14.3")]
    [InlineData("2.22.5")]
    public void MLflow_3_migrates_an_older_file_of_its_own_that_has_them(string version)
    {
        using TestStore store = new();
        using (FileStream packed = File.OpenRead(Needs.Shared("schema", "sample-databases", $"mlflow-{version}.sqlite.db.gz")))
        using (GZipStream unpacked = new(packed, CompressionMode.Decompress))
        using (FileStream database = File.Create(store.Database))
        {
            unpacked.CopyTo(database);
        }

        CheckMigration(store);
    }

    private static void CheckMigration(TestStore plain)
    {
        using TestStore indexed = plain.Copy();
        indexed.MlTrack().Client.OptimizeDatabase(cancellationToken: TestContext.Current.CancellationToken);
        MlflowTool mlflow = indexed.Mlflow(MlflowInstall.Version3);
        MlflowTool reference = plain.Mlflow(MlflowInstall.Version3);
        Same.Assert(InputsSorted(reference.Dump()), InputsSorted(mlflow.Dump()), "what MLflow reads after its migration");
        Same.Assert(reference.Rows(OtherSchemaObjects), mlflow.Rows(OtherSchemaObjects), "the rest of the schema after the migration");
        Assert.Equal("dc11669786a5", (string)mlflow.Rows("SELECT version_num FROM alembic_version")[0]![0]!);
        Assert.Equal("""[["latest_metrics"],["params"],["runs"],["tags"]]""", mlflow.Rows(IndexedTables).ToJsonString());

        // What the migration has changed is made anew, and both tools go on.
        MlTrackTool anew = indexed.MlTrack();
        anew.Client.OptimizeDatabase(cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(
            anew.Client.OptimizeDatabase(cancellationToken: TestContext.Current.CancellationToken),
            report => Assert.Equal(MlIndexAction.Present, report.Action));
        OddData.GoOn(anew, MlBackend.SQLite, "anew");
        Same.Assert(InputsSorted(anew.Dump()), InputsSorted(mlflow.Dump()), "what MLflow reads of what MlTrack added");
    }

    // MLflow asks for a run's inputs in no order.
    private static JsonNode InputsSorted(JsonNode dump)
    {
        foreach (JsonNode? run in dump["runs"]!.AsArray())
        {
            run!["inputs"] = new JsonArray([.. run["inputs"]!.AsArray()
                .OrderBy(input => input!.ToJsonString(), StringComparer.Ordinal).Select(input => input!.DeepClone())]);
        }

        return dump;
    }
}
