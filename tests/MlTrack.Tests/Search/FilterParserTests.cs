using MlTrack.Search;

namespace MlTrack.Tests.Search;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("metrics.rmse > 0.5", "metrics.rmse > 0.5")]
    [InlineData("  metric.rmse\n>=\t1e-3  ", "metrics.rmse >= 0.001")]
    [InlineData("metrics.rmse>-.5", "metrics.rmse > -0.5")]
    [InlineData("parameters.lr != \"a\"", "params.lr != 'a'")]
    [InlineData("params.x='a'AND params.y='b'", "params.x = 'a' AND params.y = 'b'")]
    [InlineData("params.x = 'a' and params.x = 'a'", "params.x = 'a' AND params.x = 'a'")]
    [InlineData("tag.mlflow.runName like 'a%'", "tags.mlflow.runName LIKE 'a%'")]
    [InlineData("tags.`a b` iLike '%'", "tags.`a b` ILIKE '%'")]
    [InlineData("tags.\"a.b-c\" = 'x'", "tags.`a.b-c` = 'x'")]
    [InlineData("tags.'k' = 'x'", "tags.k = 'x'")]
    [InlineData("tags.日本 = 'x'", "tags.`日本` = 'x'")]
    [InlineData("`tags`.k = 'x'", "tags.k = 'x'")]
    [InlineData("tags.k is  not\nnull", "tags.k IS NOT NULL")]
    [InlineData("params.k IS NULL AND tags.like IS NULL", "params.k IS NULL AND tags.like IS NULL")]
    [InlineData("params.in = 'x'", "params.`in` = 'x'")]
    [InlineData("Created < 1.7e12", "start_time < 1700000000000")]
    [InlineData("attributes.`Run name` = 'x'", "run_name = 'x'")]
    [InlineData("attr.status = 'FINISHED'", "status = 'FINISHED'")]
    [InlineData("run_id not in ('a', \"b\",)", "run_id NOT IN ('a', 'b')")]
    [InlineData("run_id IN ('it\\'s', 'a\\x41\\n', 'x''y')", "run_id IN ('it\\x27s', 'aA\\n', 'xy')")]
    [InlineData("dataset.name IN ('a')", "datasets.name IN ('a')")]
    [InlineData("params.x = 'it''s'", "params.x = \"it''s\"")]
    [InlineData("params.x = \"say \\\"hi\\\"\"", "params.x = 'say \\\"hi\\\"'")]
    [InlineData("params.x = $$it's \"x\"$$", "params.x = $$it's \"x\"$$")]
    [InlineData("metrics.x < 1.7976931348623157e308", "metrics.x < 1.7976931348623157E+308")]
    public void A_filter_of_runs_is_understood(string text, string expected) =>
        Assert.Equal(expected, SearchParser.ParseFilter(SearchKind.Runs, text).ToString());

    [Theory]
    [InlineData((int)SearchKind.Experiments, "attribute.name LIKE 'a%' AND tag.k IS NULL", "name LIKE 'a%' AND tags.k IS NULL")]
    [InlineData((int)SearchKind.Experiments, "creation_time >= 5 AND experiment_id IN ('1', ' 2 ')", "creation_time >= 5 AND experiment_id IN ('1', '2')")]
    [InlineData((int)SearchKind.Experiments, "experiment_id != '1'", "experiment_id != '1'")]
    [InlineData((int)SearchKind.RegisteredModels, "name IN ('a') AND tags.k ILIKE 'x'", "name IN ('a') AND tags.k ILIKE 'x'")]
    [InlineData((int)SearchKind.RegisteredModels, " ", "")]
    [InlineData((int)SearchKind.ModelVersions, "version_number > '1' AND version_number != 2", "version_number > 1 AND version_number != 2")]
    [InlineData((int)SearchKind.ModelVersions, "source_path LIKE '%m'", "source_path LIKE '%m'")]
    [InlineData((int)SearchKind.Traces, "trace.status IN ('OK') AND timestamp > 5", "status IN ('OK') AND timestamp_ms > 5")]
    [InlineData((int)SearchKind.Traces, "name = 'a' AND run_id = 'b'", "tags.mlflow.traceName = 'a' AND metadata.mlflow.sourceRun = 'b'")]
    public void Filters_of_other_kinds_are_understood(int kind, string text, string expected) =>
        Assert.Equal(expected, SearchParser.ParseFilter((SearchKind)kind, text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_filter_lets_everything_through(string? text) => Assert.True(SearchParser.ParseFilter(SearchKind.Runs, text).IsEmpty);

    [Theory]
    [InlineData("metrics.acc DESC", "metrics.acc DESC")]
    [InlineData("param.`a b`", "params.`a b` ASC")]
    [InlineData("created\tdesc", "start_time DESC")]
    [InlineData("attr.run_name asc", "run_name ASC")]
    [InlineData("metrics. DESC", "metrics.`` DESC")]
    public void An_order_of_runs_is_understood(string entry, string expected) =>
        Assert.Equal(expected, SearchParser.ParseOrder(SearchKind.Runs, [entry]).Single().ToString());

    [Fact]
    public void Experiments_let_a_key_be_named_twice() =>
        Assert.Equal(["name ASC"], SearchParser.ParseOrder(SearchKind.Experiments, ["name", "attribute.name DESC"]).Select(one => one.ToString()));

    [Fact]
    public void Evaluation_minds_what_is_missing_and_what_is_not_a_number()
    {
        SearchRecord record = new()
        {
            Attributes = new Dictionary<string, object?> { ["start_time"] = 5L, ["status"] = "FINISHED", ["end_time"] = null },
            Metrics = new Dictionary<string, double> { ["nan"] = double.NaN, ["inf"] = double.PositiveInfinity },
            Tags = new Dictionary<string, string> { ["k"] = "Ab" },
            Datasets = [new SearchDataset("a", "d", "training"), new SearchDataset("b", "d", null)],
        };
        foreach ((string filter, bool expected) in new[]
        {
            ("metrics.nan != 0", true), ("metrics.nan = 0", false), ("metrics.nope != 0", false), ("metrics.inf = 1.7976931348623157e308", true),
            ("tags.k != 'ab'", true), ("tags.nope != 'x'", false), ("tags.nope IS NULL", true), ("tags.k ILIKE 'a_'", true),
            ("tags.k LIKE 'a_'", false), ("start_time < 5.5", true), ("start_time >= 1e30", false), ("end_time != 3", false),
            ("dataset.name = 'b' AND dataset.context = 'training'", true), ("dataset.context != 'training'", false),
            ("dataset.name NOT IN ('a', 'b')", false), ("status = 'FINISHED' AND tags.k = 'x'", false),
        })
        {
            Assert.Equal((filter, expected), (filter, SearchParser.ParseFilter(SearchKind.Runs, filter).Matches(record)));
        }
    }

    [Theory]
    [InlineData("abc", "a%", true)]
    [InlineData("abc", "A%", false)]
    [InlineData("a%c", "a%c", true)]
    [InlineData("", "%", true)]
    [InlineData("", "_", false)]
    [InlineData("𝛼", "_", true)]
    [InlineData("aXbXc", "a%b%c", true)]
    [InlineData("abab", "%ab", true)]
    [InlineData("a\\", "a\\", true)]
    public void Patterns_match_whole_texts(string text, string pattern, bool expected) =>
        Assert.Equal(expected, LikePattern.Matches(text, pattern, ignoreCase: false));
}
