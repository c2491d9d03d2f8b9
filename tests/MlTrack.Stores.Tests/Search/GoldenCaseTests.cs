using MlTrack.Search;
using MlTrack.Stores.Sql.Dialects;

namespace MlTrack.Stores.Tests.Search;

/// <summary>Every recorded call gives MLflow's answer.</summary>
public sealed class GoldenCaseTests(GoldenDatabase database) : IClassFixture<GoldenDatabase>
{
    [Theory]
    [InlineData("run", (int)SearchKind.Runs)]
    [InlineData("experiment", (int)SearchKind.Experiments)]
    [InlineData("registered_model", (int)SearchKind.RegisteredModels)]
    [InlineData("model_version", (int)SearchKind.ModelVersions)]
    [InlineData("trace", (int)SearchKind.Traces)]
    public void Every_recorded_call_gives_MLflows_answer(string name, int kind)
    {
        if (database.Connection is null)
        {
            Assert.Skip("../shared/search with the golden database is missing");
        }

        AssertAnswers(
            new SearchPlace(SqliteDialect.Instance, (page, columns) => SearchConnection.Read(database.Connection, page, columns)), name, kind);
    }

    internal static void AssertAnswers(SearchPlace place, string name, int kind)
    {
        List<string> failures =
        [
            .. GoldenDatabase.Cases(name)
                .SelectMany(line => SearchConnection.Ways.Select(
                    capabilities => new GoldenCase(line, (SearchKind)kind).Difference(place, capabilities)))
                .OfType<string>().Distinct(),
        ];
        Assert.True(failures.Count == 0, $"{failures.Count} cases differ:\n{string.Join('\n', failures)}");
    }
}
