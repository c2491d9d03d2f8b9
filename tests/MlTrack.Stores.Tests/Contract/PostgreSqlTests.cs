namespace MlTrack.Stores.Tests.Contract;

public sealed class PostgreSqlTests : ServerContract
{
    public PostgreSqlTests()
        : base(MlBackend.PostgreSQL)
    {
    }

    [Theory]
    [InlineData("params.lr LIKE 'a\\'", 15, 4)]
    [InlineData("metrics.m > 0 AND params.lr ILIKE $$a\\\\\\$$", 34, 8)]
    public void APatternThatEndsWithHalfAnEscapeHasAPlace(string filter, int position, int length)
    {
        MlFilterException failure = Assert.Throws<MlFilterException>(
            () => Client.FindRuns(new RunSearch { Filter = filter }, cancellationToken: Token).ToList());
        Assert.Equal((filter, position, length), (failure.Text, failure.Position, failure.Length));
        Assert.Contains('^', failure.Message);
        Assert.Throws<MlFilterException>(
            () => Client.FindExperiments(new ExperimentSearch { Filter = "name LIKE 'a\\'" }, cancellationToken: Token).ToList());
        Assert.Empty(Client.FindExperiments(new ExperimentSearch { Filter = "name LIKE 'a\\\\'" }, cancellationToken: Token));
    }
}
