using System.Globalization;
using MlTrack.Search;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;
using MlTrack.Stores.Sql.Search;
using MlTrack.Tests.Search;

namespace MlTrack.Stores.Tests.Search;

/// <summary>What holds for every statement: nothing of the user's in its text, tokens that fit, limits that no engine meets.</summary>
public sealed class SearchTranslationTests
{
    private const string Marker = "zq9marker";

    private static readonly int s_runs =
        int.TryParse(Environment.GetEnvironmentVariable("MLTRACK_FUZZ_RUNS"), CultureInfo.InvariantCulture, out int runs) ? runs : 5_000;

    [Fact]
    public void Random_filters_give_a_statement_without_their_text_or_a_filter_error()
    {
        using Microsoft.Data.Sqlite.SqliteConnection connection = SearchTables.Create();
        FuzzText fuzz = new(7, Marker);
        int understood = 0;
        for (int i = 0; i < s_runs; i++)
        {
            string filter = fuzz.Next();
            try
            {
                SearchPageStatement page = Runs(new RunSearch { Filter = filter }, 10);
                Assert.DoesNotContain(Marker, page.Statement.Text, StringComparison.OrdinalIgnoreCase);
                understood++;
                if (understood % 10 == 0)
                {
                    SearchConnection.Read(connection, page, 1);
                }
            }
            catch (MlException exception) when (exception.Entity == MlEntity.Filter)
            {
                Assert.Equal(MlErrorCode.InvalidParameterValue, exception.ErrorCode);
            }
        }

        Assert.InRange(understood, s_runs / 100, s_runs);
    }

    [Fact]
    public void As_many_comparisons_as_a_filter_may_have_run()
    {
        using Microsoft.Data.Sqlite.SqliteConnection connection = SearchTables.Create();
        string[] all =
        [
            .. Enumerable.Range(0, FilterParser.MaximumComparisons).Select(i => (i % 4) switch
            {
                0 => $"metrics.m{i} > {i}",
                1 => $"params.p{i} = 'x'",
                2 => $"tags.t{i} IS NULL",
                _ => "dataset.context IN ('a', 'b')",
            }),
        ];
        RunSearch search = new() { Filter = string.Join(" AND ", all), OrderBy = ["metrics.a", "params.b"] };
        foreach (SchemaCapabilities way in SearchConnection.Ways)
        {
            SearchConnection.Read(connection, RunSearchSql.Page(new RunQuery(SqliteDialect.Instance, way, search), 10, null), 1);
        }

        Assert.Throws<MlFilterException>(() => Runs(new RunSearch { Filter = string.Join(" AND ", all) + " AND status = 'x'" }, 10));
    }

    [Fact]
    public void As_many_keys_as_an_order_may_have_run()
    {
        using Microsoft.Data.Sqlite.SqliteConnection connection = SearchTables.Create();
        string[] keys = [.. Enumerable.Range(0, SearchParser.MaximumKeys).Select(i => $"metrics.m{i}")];
        RunSearch search = new() { OrderBy = keys, Filter = string.Join(" AND ", Enumerable.Range(0, 20).Select(i => $"metrics.m{i} > 0")) };
        foreach (SchemaCapabilities way in SearchConnection.Ways)
        {
            SearchConnection.Read(connection, RunSearchSql.Page(new RunQuery(SqliteDialect.Instance, way, search), 10, null), 1);
        }

        Assert.Throws<MlFilterException>(() => Runs(new RunSearch { OrderBy = [.. keys, "status"] }, 10));
    }

    [Fact]
    public void Ten_thousand_experiments_fit_into_one_parameter()
    {
        using Microsoft.Data.Sqlite.SqliteConnection connection = SearchTables.Create();
        SearchPageStatement page = Runs(
            new RunSearch { ExperimentIds = [.. Enumerable.Range(0, 10_000).Select(id => id.ToString(CultureInfo.InvariantCulture))] }, 10);
        SearchConnection.Read(connection, page, 1);
        Assert.Equal(2, page.Statement.Parameters.Count);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1.0")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("1; drop")]
    [InlineData("--1")]
    public void An_experiment_id_that_is_no_number_is_told(string? id)
    {
        MlException exception = Assert.Throws<MlException>(() => Runs(new RunSearch { ExperimentIds = [id!] }, 10));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Id), (exception.ErrorCode, exception.Entity));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("10")]
    [InlineData("eyJvZmZzZXQiOiAxMH0=")]
    [InlineData("WyJhIl0")]
    [InlineData("bnVsbA")]
    [InlineData("W251bGxd")]
    [InlineData("äöü")]
    public void A_token_that_is_none_is_told(string token)
    {
        MlException exception = Assert.Throws<MlException>(() => Runs(new RunSearch(), 10, token));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Value), (exception.ErrorCode, exception.Entity));
    }

    [Fact]
    public void A_token_belongs_to_its_search_alone()
    {
        using SearchWorld world = new(SearchKind.Runs, 1);
        RunSearch search = new() { ExperimentIds = ["0", "1", "2"], Filter = "status != 'x'", OrderBy = ["metrics.k"] };
        (_, string? token) = SearchConnection.Read(world.Connection, Runs(search, 5), 1);
        Assert.NotNull(token);
        Runs(search, 7, token);
        foreach (RunSearch other in new[]
        {
            search with { Filter = "status != 'y'" }, search with { OrderBy = ["metrics.K"] }, search with { OrderBy = [] },
            search with { ExperimentIds = null }, search with { ExperimentIds = ["0", "12"] }, search with { ViewType = MlViewType.All },
        })
        {
            MlException exception = Assert.Throws<MlException>(() => Runs(other, 5, token));
            Assert.Contains("another search", exception.Message, StringComparison.Ordinal);
        }

        Assert.Throws<MlException>(() => Runs(search, 5, token[..^4]));
    }

    [Fact]
    public void Pages_stay_consistent_while_runs_are_added()
    {
        using SearchWorld world = new(SearchKind.Runs, 2);
        RunSearch search = new() { ExperimentIds = ["0", "1", "2"] };
        HashSet<string> before = [.. SearchConnection.Read(world.Connection, Runs(search, 1000), 1).Rows];
        List<string> found = [];
        string? token = null;
        do
        {
            (IReadOnlyList<string> rows, token) = SearchConnection.Read(world.Connection, Runs(search, 7, token), 1);
            found.AddRange(rows);
            SearchConnection.Execute(
                world.Connection, "INSERT INTO runs (run_uuid, start_time, lifecycle_stage, experiment_id) VALUES (@p0, @p1, 'active', 1)",
                $"new{found.Count}", 1_800_000_000_000 + found.Count);
        }
        while (token is not null);
        Assert.Equal(before, [.. found]);
        Assert.Equal(before.Count, found.Count);
    }

    [Fact]
    public void Keys_are_those_of_the_runs_that_are_found()
    {
        using SearchWorld world = new(SearchKind.Runs, 3);
        SearchConnection.Execute(world.Connection, "INSERT INTO experiments VALUES (1, 'e', '', 'active', 0, 0), (0, 'd', '', 'deleted', 0, 0)");
        foreach (RunSearch search in new RunSearch[]
        {
            new(), new() { ExperimentIds = ["2"] }, new() { Filter = "metrics.k > 0" }, new() { Filter = "status = 'nope'" },
        })
        {
            foreach (int? most in new int?[] { null, 3 })
            {
                IReadOnlyList<string> runs = SearchConnection.Read(world.Connection, Runs(search, most ?? 1000), 1).Rows;
                SearchRecord[] records = [.. world.Records.Where(one => runs.Contains(one.Id)).Select(one => one.Record)];
                HashSet<string> expected =
                [
                    .. records.SelectMany(one => one.Metrics.Keys).Select(key => "0/" + key),
                    .. records.SelectMany(one => one.Params.Keys).Select(key => "1/" + key),
                    .. records.SelectMany(one => one.Tags.Keys).Select(key => "2/" + key),
                ];
                IReadOnlyList<string> found = SearchConnection.Rows(
                    world.Connection, RunKeysSql.Statement(new RunQuery(SqliteDialect.Instance, SearchConnection.Capabilities, search), most));
                Assert.Equal(expected, [.. found]);
                Assert.Equal(expected.Count, found.Count);
            }
        }
    }

    [Fact]
    public void A_pattern_that_is_too_long_for_the_engine_is_told()
    {
        MlException exception = Assert.Throws<MlFilterException>(() => Runs(new RunSearch { Filter = $"params.x LIKE '{new string('a', 50_001)}'" }, 1));
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Filter), (exception.ErrorCode, exception.Entity));
    }

    private static SearchPageStatement Runs(RunSearch search, int limit, string? token = null) =>
        RunSearchSql.Page(new RunQuery(SqliteDialect.Instance, SearchConnection.Capabilities, search), limit, token);
}
