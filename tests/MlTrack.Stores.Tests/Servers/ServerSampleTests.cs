using System.Text.Json;
using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Servers;

/// <summary>Databases that MLflow 2.22 and 3.17 filled: reading them gives what MLflow's own client answers, writing keeps their revision.</summary>
public sealed class ServerSampleTests
{
    public static TheoryData<MlBackend, string, string> Samples => new()
    {
        { MlBackend.MySQL, "2.22.5", "0584bdc529eb" },
        { MlBackend.MySQL, "3.17.2", "dc11669786a5" },
        { MlBackend.PostgreSQL, "2.22.5", "0584bdc529eb" },
        { MlBackend.PostgreSQL, "3.17.2", "dc11669786a5" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Samples))]
    public void EveryFieldIsReadAsMlflowReadsItAndWritingKeepsTheRevision(MlBackend backend, string version, string revision)
    {
        string sample = $"schema/sample-databases/mlflow-{version}.{(backend == MlBackend.MySQL ? "mysql" : "postgresql")}";
        string dump = Shared.ReadPacked(sample + ".sql.gz");
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Shared.Find(sample + ".expected.json")));
        using ServerDatabaseFixture database = new(backend);
        database.Server.Load(database.Name, dump);
        using MlClient client = database.Connect(noCreate: true);
        Assert.Equal(revision, client.Store.Open(Token).SchemaRevision);
        SampleAnswers.AssertSame(client, expected.RootElement);
        SampleAnswers.AssertWritable(client);
        Assert.Equal(revision, database.Server.Execute(database.Name, "SELECT version_num FROM alembic_version"));
    }
}
