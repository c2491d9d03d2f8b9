using MlTrack.Search;
using MlTrack.Stores.Sql.Connections;
using MlTrack.Stores.Tests.Search;
using MlTrack.Stores.Tests.Support;
using MlTrack.TestNeeds.Servers;

namespace MlTrack.Stores.Tests.Servers;

/// <summary>Every recorded call gives the answer that MLflow gave on the same engine.</summary>
public sealed class ServerGoldenTests
{
    public static TheoryData<MlBackend> Backends => [MlBackend.MySQL, MlBackend.PostgreSQL];

    [Theory]
    [MemberData(nameof(Backends))]
    public void Every_recorded_call_gives_MLflows_answer(MlBackend backend)
    {
        string dump = Shared.ReadPacked($"search/golden.{(backend == MlBackend.MySQL ? "mysql" : "postgresql")}.sql.gz");
        using ServerDatabaseFixture fixture = new(backend);
        fixture.Server.Load(fixture.Name, dump);
        using SqlDatabase database = fixture.Open();
        using SqlSession session = database.Rent(TestContext.Current.CancellationToken);
        SearchPlace place = SearchPlace.On(database, session);
        Assert.Multiple(
            () => GoldenCaseTests.AssertAnswers(place, "run", (int)SearchKind.Runs),
            () => GoldenCaseTests.AssertAnswers(place, "experiment", (int)SearchKind.Experiments),
            () => GoldenCaseTests.AssertAnswers(place, "registered_model", (int)SearchKind.RegisteredModels),
            () => GoldenCaseTests.AssertAnswers(place, "model_version", (int)SearchKind.ModelVersions),
            () => GoldenCaseTests.AssertAnswers(place, "trace", (int)SearchKind.Traces));
    }
}
