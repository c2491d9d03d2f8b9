using Microsoft.Data.Sqlite;
using MlTrack.Stores.Sql;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Search;
using MlTrack.Stores.Tests.Search;
using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Sqlite;

/// <summary>What MlTrack's own indexes do to a file, and to the statements on it.</summary>
public sealed class OptionalIndexTests : IDisposable
{
    private const string Everything = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Removing_leaves_the_schema_as_it_was()
    {
        using MlClient client = Filled();
        List<object?[]> before = RawSql.Query(_folder["mlflow.db"], Everything);
        client.OptimizeDatabase(cancellationToken: Token);
        Assert.NotEqual(before, RawSql.Query(_folder["mlflow.db"], Everything));
        client.OptimizeDatabase(remove: true, cancellationToken: Token);
        Assert.Equal(before, RawSql.Query(_folder["mlflow.db"], Everything));
    }

    [Fact]
    public void Statistics_of_somebody_else_stay()
    {
        using MlClient client = Filled();
        RawSql.Execute(_folder["mlflow.db"], "ANALYZE");
        List<object?[]> before = RawSql.Query(_folder["mlflow.db"], "SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY 1, 2");
        client.OptimizeDatabase(remove: true, cancellationToken: Token);
        Assert.Equal(before, RawSql.Query(_folder["mlflow.db"], "SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY 1, 2"));
        client.OptimizeDatabase(cancellationToken: Token);
        client.OptimizeDatabase(remove: true, cancellationToken: Token);
        Assert.Equal(
            [["metrics"]], RawSql.Query(_folder["mlflow.db"], "SELECT DISTINCT tbl FROM sqlite_stat1 WHERE tbl IN ('runs', 'metrics', 'tags')"));
    }

    [Fact]
    public void An_index_that_a_migration_has_changed_is_made_anew()
    {
        using MlClient client = Filled();
        client.OptimizeDatabase(cancellationToken: Token);
        RawSql.Execute(
            _folder["mlflow.db"],
            "DROP INDEX mltrack_runs_newest; CREATE INDEX mltrack_runs_newest ON runs (experiment_id, lifecycle_stage, start_time, run_uuid)");
        Assert.Equal(MlIndexAction.WouldCreate, client.OptimizeDatabase(preview: true, cancellationToken: Token)[0].Action);
        Assert.Equal(MlIndexAction.Created, client.OptimizeDatabase(cancellationToken: Token)[0].Action);
        Assert.Equal(MlIndexAction.Present, client.OptimizeDatabase(cancellationToken: Token)[0].Action);
    }

    [Fact]
    public void A_preview_creates_no_file()
    {
        using MlClient client = Connect();
        client.OptimizeDatabase(preview: true, cancellationToken: Token);
        client.OptimizeDatabase(remove: true, preview: true, Token);
        client.OptimizeDatabase(remove: true, cancellationToken: Token);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_new_session_counts_on_them()
    {
        Filled().Dispose();
        Assert.Contains("LIMIT -1", Search(), StringComparison.Ordinal);
        using (MlClient client = Connect())
        {
            client.OptimizeDatabase(cancellationToken: Token);
        }

        Assert.DoesNotContain("LIMIT -1", Search(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "mltrack_runs_newest")]
    [InlineData("metrics.rmse > 0", "mltrack_runs_newest")]
    [InlineData("params.lr = '7'", "mltrack_params_key_value")]
    [InlineData("tags.team = '7' AND metrics.rmse > 0", "mltrack_tags_key_value")]
    public void A_search_begins_at_the_index_that_helps_most(string? filter, string index)
    {
        using (MlClient client = Filled())
        {
            client.OptimizeDatabase(cancellationToken: Token);
        }

        using SqliteConnection connection = SearchConnection.Open(_folder["mlflow.db"]);
        RunSearch search = new() { ExperimentIds = ["0"], Filter = filter };
        SqlStatement page = RunSearchSql.Page(new RunQuery(SqliteDialect.Instance, SearchConnection.Optimized, search), 100, null).Statement;
        IReadOnlyList<string> plan = SearchConnection.Rows(connection, page with { Text = "EXPLAIN QUERY PLAN " + page.Text });
        string first = plan.First(step => step.Contains("USING", StringComparison.Ordinal));
        Assert.True(first.Contains(index, StringComparison.Ordinal), string.Join('\n', plan));
    }

    [Theory]
    [InlineData("metrics.rmse < 2", "metrics.rmse ASC")]
    [InlineData("metrics.rmse < 2 AND status = 'FINISHED'", "metrics.rmse DESC")]
    public void The_best_values_are_walked_until_the_limit(string filter, string order)
    {
        using (MlClient client = Filled())
        {
            client.OptimizeDatabase(cancellationToken: Token);
        }

        using SqliteConnection connection = SearchConnection.Open(_folder["mlflow.db"]);
        RunSearch search = new() { Filter = filter, OrderBy = [order] };
        SqlStatement page = RunSearchSql.Page(new RunQuery(SqliteDialect.Instance, SearchConnection.Optimized, search), 100, null).Statement;
        string plan = string.Join('\n', SearchConnection.Rows(connection, page with { Text = "EXPLAIN QUERY PLAN " + page.Text }));
        Assert.Contains("SEARCH k0 USING COVERING INDEX mltrack_latest_metrics_key_value (key=? AND is_nan=? AND value<?)", plan, StringComparison.Ordinal);
        Assert.Contains("USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY", plan, StringComparison.Ordinal);
    }

    private MlClient Connect(RecordingLogger? logger = null) =>
        MlStore.Connect("sqlite:///mlflow.db", new MlStoreOptions { BaseFolder = _folder.Path, Logger = logger });

    // The statement of a search for the newest runs.
    private string Search()
    {
        RecordingLogger logger = new();
        using MlClient client = Connect(logger);
        Assert.Equal(100, client.FindRuns(new RunSearch { ExperimentIds = ["0"] }, 100, Token).Count());
        return logger.Statements.Single(statement => statement.Contains("FROM runs t\n", StringComparison.Ordinal));
    }

    private MlClient Filled()
    {
        MlClient client = Connect();
        client.Store.Open(Token);
        RawSql.Execute(
            _folder["mlflow.db"],
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO runs (run_uuid, name, user_id, status, start_time, lifecycle_stage, artifact_uri, experiment_id)
            SELECT printf('%032x', i), 'r', 'u', 'FINISHED', i, 'active', 'a', 0 FROM n;
            INSERT INTO params (key, value, run_uuid) SELECT 'lr', start_time, run_uuid FROM runs;
            INSERT INTO tags (key, value, run_uuid) SELECT 'team', start_time, run_uuid FROM runs;
            INSERT INTO metrics (key, value, timestamp, step, is_nan, run_uuid) SELECT 'rmse', 1, 1, 0, 0, run_uuid FROM runs;
            INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) SELECT 'rmse', 1, 1, 0, 0, run_uuid FROM runs;
            """);
        return client;
    }
}
