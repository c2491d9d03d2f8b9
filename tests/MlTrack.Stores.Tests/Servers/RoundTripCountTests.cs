using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Servers;

/// <summary>docs/servers.md counts the round trips of commands; so does this.</summary>
public sealed class RoundTripCountTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MlBackend.MySQL)]
    [InlineData(MlBackend.PostgreSQL)]
    public void CommandsTakeAsManyRoundTripsAsTheDocumentationSays(MlBackend backend)
    {
        using ServerDatabaseFixture database = new(backend);
        RecordingLogger logger = new();
        using MlClient client = database.Connect(logger: logger);
        MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
        client.LogMetric(run.RunId, "m", 1, cancellationToken: Token);
        int Count(Action action)
        {
            int before = logger.Statements.Count;
            action();
            return logger.Statements.Count - before;
        }

        (string Name, int Expected, Action Action)[] commands =
        [
            ("get run", 1, () => client.GetRun(run.RunId, Token)),
            ("get experiment", 1, () => client.GetExperimentByName("Default", Token)),
            ("history", 1, () => Assert.Single(client.GetMetricHistory(run.RunId, null, Token))),
            ("measure", 1, () => client.MeasureExperiments(null, cancellationToken: Token)),
            ("a page of runs", 2, () => client.SearchRuns(new RunSearch(), 100, null, Token)),
            ("one metric", 2, () => client.LogMetric(run.RunId, "m", 2, cancellationToken: Token)),
            ("one param", 2, () => client.LogParam(run.RunId, "p", "1", Token)),
            ("a batch", 2, () => client.Log([.. Enumerable.Range(0, 900).Select(i => new MetricEntry(run.RunId, "many", i, i, i))], Token)),
            ("new run", 2, () => client.CreateRun(new NewRun("0"), cancellationToken: Token)),
            ("end run", 2, () => client.EndRun(run.RunId, cancellationToken: Token)),
            ("new model", 3, () => client.CreateModel(new NewModel("m"), Token)),
            ("get model", 2, () => client.GetModel("m", Token)),
            ("new version", 4, () => client.CreateModelVersion(new NewModelVersion("m", "s"), Token)),
            ("get model with a version", 2, () => client.GetModel("m", Token)),
            ("get version", 2, () => client.GetModelVersion("m", 1, Token)),
            ("a page of versions", 2, () => client.SearchModelVersions(new ModelSearch(), 100, null, Token)),
            ("set an alias", 4, () => client.SetModelAlias("m", "champion", 1, Token)),
            ("remove model", 2, () => client.DeleteModel("m", Token)),
            ("new experiment", 3, () => client.CreateExperiment(new NewExperiment("x") { Tags = [new("a", "1")] }, Token)),
        ];
        Assert.Equal(commands.Select(command => (command.Name, command.Expected)), commands.Select(command => (command.Name, Count(command.Action))));
    }
}
