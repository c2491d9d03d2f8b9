using MlTrack.Stores.Sql;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;
using MlTrack.Stores.Sql.Search;

namespace MlTrack.Stores.Tests.Search;

public sealed class RunSharesTests : IDisposable
{
    private readonly Microsoft.Data.Sqlite.SqliteConnection _connection = SearchTables.Create();
    private int _asked;

    public RunSharesTests()
    {
        for (int i = 0; i < 100; i++)
        {
            int experiment = i < 5 ? 1 : 2;
            SearchConnection.Execute(
                _connection, "INSERT INTO runs (run_uuid, experiment_id, lifecycle_stage) VALUES (@p0, @p1, 'active')", $"r{i}", experiment);
        }
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Experiments_with_a_tenth_of_the_runs_or_more_have_a_good_share()
    {
        RunShares shares = new();
        Assert.False(IsGood(shares, "1"));
        Assert.True(IsGood(shares, "2"));
        Assert.True(IsGood(shares, "1", "2"));
        Assert.False(IsGood(shares, "77"));
        Assert.Equal(4, _asked);
    }

    [Fact]
    public void An_answer_is_remembered()
    {
        RunShares shares = new();
        Assert.True(IsGood(shares, "2"));
        Assert.True(IsGood(shares, "2"));
        Assert.Equal(1, _asked);
    }

    [Fact]
    public void Nothing_is_asked_where_it_would_not_matter()
    {
        RunShares shares = new();
        Assert.True(shares.IsGood(Query(SearchConnection.Capabilities, null, "tags.t = 'x'"), Ask));
        Assert.False(shares.IsGood(Query(SearchConnection.Optimized, ["2"], "tags.t = 'x'"), Ask));
        Assert.False(shares.IsGood(Query(SearchConnection.Capabilities, ["2"], "metrics.m > 1 AND params.p != 'x'"), Ask));
        Assert.False(shares.IsGood(new RunQuery(PostgresDialect.Instance, SearchConnection.Capabilities, Search(["2"], "tags.t = 'x'")), Ask));
        Assert.Equal(0, _asked);
    }

    [Fact]
    public void An_id_that_is_no_number_is_an_error_and_nothing_is_asked()
    {
        MlException exception = Assert.Throws<MlException>(() => IsGood(new RunShares(), "x"));
        Assert.Equal(MlErrorCode.InvalidParameterValue, exception.ErrorCode);
        Assert.Equal(0, _asked);
    }

    [Theory]
    [InlineData("params.p = 'x'")]
    [InlineData("tags.t = 'x'")]
    [InlineData("run_name = 'x'")]
    public void A_search_that_wants_a_value_begins_with_its_rows(string filter)
    {
        Assert.DoesNotContain("FROM runs t", Text(SearchConnection.SearchingMost, filter), StringComparison.Ordinal);
        Assert.Contains("FROM runs t", Text(SearchConnection.Capabilities, filter), StringComparison.Ordinal);
    }

    private static string Text(SchemaCapabilities capabilities, string filter) =>
        RunSearchSql.Page(Query(capabilities, ["2"], filter), 10, null).Statement.Text;

    private static RunQuery Query(SchemaCapabilities capabilities, string[]? experiments, string filter) =>
        new(SqliteDialect.Instance, capabilities, Search(experiments, filter));

    private static RunSearch Search(string[]? experiments, string filter) => new() { ExperimentIds = experiments, Filter = filter };

    private bool IsGood(RunShares shares, params string[] experiments) =>
        shares.IsGood(Query(SearchConnection.Capabilities, experiments, "run_name = 'x'"), Ask);

    private bool Ask(SqlStatement statement)
    {
        _asked++;
        return SearchConnection.Rows(_connection, statement)[0] == "1";
    }
}
