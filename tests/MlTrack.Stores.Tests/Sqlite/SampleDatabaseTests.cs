using System.Text.Json;
using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Sqlite;

/// <summary>Files that MLflow 2.14, 2.22 and 3.17 made: reading them gives what MLflow's own client answers, writing keeps their revision.</summary>
public sealed class SampleDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Versions => new()
    {
        { "2.14.3", "5b0e9adcef9c" }, { "2.22.5", "0584bdc529eb" }, { "3.17.2", "dc11669786a5" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public void EveryFieldIsReadAsMlflowReadsIt(string version, string revision)
    {
        using MlClient client = Open(version, out JsonElement expected);
        Assert.Equal(revision, client.Store.Open(Token).SchemaRevision);
        SampleAnswers.AssertSame(client, expected);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void WritingKeepsTheRevisionAndTheJournal(string version, string revision)
    {
        string path;
        using (MlClient client = Open(version, out _))
        {
            path = _folder["sample.db"];
            SampleAnswers.AssertWritable(client);
        }

        Assert.Equal(revision, RawSql.Text(path, "SELECT version_num FROM alembic_version"));
        Assert.Equal("delete", RawSql.Text(path, "PRAGMA journal_mode"));
        Assert.Equal("ok", RawSql.Text(path, "PRAGMA integrity_check"));
        Assert.Empty(RawSql.Query(path, "PRAGMA foreign_key_check"));
    }

    [Theory]
    [InlineData("2.14.3", 5000, 5000)]
    [InlineData("2.22.5", 8000, 5000)]
    [InlineData("3.17.2", 8000, 20000)]
    public void SizesAreThoseOfTheRevision(string version, int runTag, int experimentTag)
    {
        using MlClient client = Open(version, out _);
        StoreInfo info = client.Store.Open(Token);
        Assert.Equal((runTag, experimentTag), (info.RunTagValueLength, info.ExperimentTagValueLength));
    }

    [Fact]
    public void OtherWorkspacesAreOutOfSight()
    {
        using MlClient client = Open("3.17.2", out _);
        string path = _folder["sample.db"];
        RawSql.Execute(
            path, "INSERT INTO experiments (experiment_id, name, lifecycle_stage, workspace) VALUES (900, 'other', 'active', 'w2'); "
            + "INSERT INTO runs (run_uuid, experiment_id, status, lifecycle_stage) VALUES ('abc', 900, 'RUNNING', 'active')");
        Assert.Null(client.GetExperimentByName("other", Token));
        Assert.Throws<MlException>(() => client.GetExperiment("900", Token));
        Assert.Throws<MlException>(() => client.GetRun("abc", Token));
        Assert.Throws<MlException>(() => client.LogParam("abc", "p", "1", Token));
        client.CreateExperiment(new NewExperiment("other"), Token);
    }

    private MlClient Open(string version, out JsonElement expected)
    {
        string path = Shared.Unpack($"schema/sample-databases/mlflow-{version}.sqlite.db.gz", _folder);
        expected = JsonDocument.Parse(File.ReadAllText(Shared.Find($"schema/sample-databases/mlflow-{version}.sqlite.expected.json"))).RootElement;
        return MlStore.Connect(path, new MlStoreOptions { BaseFolder = _folder.Path, NoCreate = true });
    }
}
