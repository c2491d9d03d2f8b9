using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Sqlite;

/// <summary>Tables that a search was not asked for are not read.</summary>
public sealed class ReadTablesTests : IDisposable
{
    private static readonly string[] s_tables = ["latest_metrics", "params", "tags", "inputs"];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(RunColumns.Attributes, "")]
    [InlineData(RunColumns.Metrics, "latest_metrics")]
    [InlineData(RunColumns.Params | RunColumns.Tags, "params,tags")]
    [InlineData(RunColumns.All, "latest_metrics,params,tags,inputs")]
    public void ASearchReadsTheTablesItNeedsAlone(RunColumns columns, string tables)
    {
        RecordingLogger logger = new();
        using MlClient client = MlStore.Connect("sqlite:///mlflow.db", new MlStoreOptions { BaseFolder = _folder.Path, Logger = logger });
        client.CreateRun(new NewRun("0"), cancellationToken: Token);
        logger.Statements.Clear();
        RunSearch search = new() { Columns = columns };
        Assert.Single(client.FindRuns(search, cancellationToken: Token));
        Assert.Equal(tables, Read(logger));
        logger.Statements.Clear();
        client.Store.GetRunKeys(search, null, Token);
        Assert.Equal(tables.Replace(",inputs", "", StringComparison.Ordinal), Read(logger));
    }

    private static string Read(RecordingLogger logger) => string.Join(
        ',', s_tables.Where(table => logger.Statements.Exists(statement => statement.Contains($" {table} ", StringComparison.Ordinal))));
}
