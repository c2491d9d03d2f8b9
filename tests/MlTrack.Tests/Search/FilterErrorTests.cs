using MlTrack.Search;

namespace MlTrack.Tests.Search;

/// <summary>Mistakes are shown at their place, with what would be right.</summary>
public sealed class FilterErrorTests
{
    [Theory]
    [InlineData("params.lr = 0.1", "0.1", "write '0.1'")]
    [InlineData("params.lr = adam", "adam", "write 'adam'")]
    [InlineData("tags.k = `x`", "`x`", "Backticks are for keys")]
    [InlineData("tags.k = NULL", "NULL", "tags.k IS NULL")]
    [InlineData("tags.k = ", "", "A value is missing")]
    [InlineData("metrics.x > 'a'", "'a'", "metrics are numbers")]
    [InlineData("metrics.x > 0x10", "0x10", "no number")]
    [InlineData("metrics.x > metrics.y", "metrics", "not with another key")]
    [InlineData("metrics.x", "", "A comparator is missing")]
    [InlineData("metrics.x == 1", "==", "Did you mean =?")]
    [InlineData("metrics.x <> 1", "<>", "Did you mean !=?")]
    [InlineData("metrics.x => 1", "=>", "Did you mean >=?")]
    [InlineData("metrics.x LIKE '1'", "LIKE", "is for texts")]
    [InlineData("metrics.x IS NULL", "IS NULL", "only params and tags")]
    [InlineData("metrics.x BETWEEN 1 AND 2", "BETWEEN", ">= 1 AND")]
    [InlineData("params.x LKE 'a'", "LKE", "Did you mean LIKE?")]
    [InlineData("params.x NOT LIKE 'a'", "NOT LIKE", "no NOT LIKE")]
    [InlineData("params.x > 'a'", ">", "has no order")]
    [InlineData("params.x IN ('a')", "IN", "can't be compared with a list")]
    [InlineData("run_id IN 'a'", "'a'", "list in parentheses")]
    [InlineData("run_id IN ()", ")", "list is empty")]
    [InlineData("run_id IN (1, 2)", "1", "Lists hold texts in quotes")]
    [InlineData("run_id IN ('a' 'b')", "'b'", "a comma or )")]
    [InlineData("metrics.a > 1 OR metrics.b > 1", "OR", "no OR")]
    [InlineData("NOT metrics.a > 1", "NOT", "no NOT")]
    [InlineData("(metrics.a > 1)", "(", "no parentheses")]
    [InlineData("metrics.a > 1)", ")", "no ( for this )")]
    [InlineData("metrics.a > 1;", ";", "without a semicolon")]
    [InlineData("metrics.a > 1 -- c", "--", "no comments")]
    [InlineData("metrics.a > 1 # c", "#", "no comments")]
    [InlineData("metrics.a > 1, metrics.b > 1", ",", "not by commas")]
    [InlineData("metrics.a > 1 metrics.b > 1", "", "AND is missing before 'metrics'")]
    [InlineData("metrics.a > 1 AND", "", "a comparison should follow")]
    [InlineData("AND", "AND", "where a comparison should begin")]
    [InlineData(" ", " ", "blank")]
    [InlineData("0.5 < metrics.a", "0.5", "the key comes first")]
    [InlineData("metrcs.a > 1", "metrcs", "Did you mean metrics?")]
    [InlineData("PARAMS.a = 'x'", "PARAMS", "case matters")]
    [InlineData("foo.a = 'x'", "foo", "metrics, params, tags, attributes or datasets")]
    [InlineData("STATUS = 'x'", "STATUS", "Did you mean status?")]
    [InlineData("attributes.strat_time > 1", "strat_time", "Did you mean start_time?")]
    [InlineData("rmse > 1", "rmse", "metrics.key")]
    [InlineData("dataset.nme = 'x'", "nme", "Did you mean name?")]
    [InlineData("tags.my-key = 'x'", "my-key", "tags.`my-key`")]
    [InlineData("metrics.val/loss > 1", "val/loss", "metrics.`val/loss`")]
    [InlineData("metrics. rmse > 1", "", "without blanks")]
    [InlineData("tags.k = 'abc", "'", "Nothing closes the '")]
    [InlineData("tags.k = \"abc", "\"", "Nothing closes the \"")]
    [InlineData("tags.k = 'it's'", "'it's'", "Write \"it's\"")]
    [InlineData("tags.k = \"a \"b\" c\"", "\"a \"b\"", "can't be doubled or escaped")]
    [InlineData("tags.k = 'C:\\' AND tags.l = 'x'", "'C:\\' AND tags.l = '", "backslash")]
    [InlineData("metrics.a @ 1", "@", "no meaning")]
    public void A_mistake_is_shown_at_its_place(string text, string fault, string explanation)
    {
        MlFilterException exception = Assert.Throws<MlFilterException>(() => SearchParser.ParseFilter(SearchKind.Runs, text));
        Assert.Equal(fault, text.Substring(exception.Position, exception.Length));
        string[] lines = exception.Message.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains(explanation, lines[0], StringComparison.Ordinal);
        Assert.Equal("  " + text, lines[1]);
        Assert.Equal(new string(' ', exception.Position + 2) + new string('^', Math.Max(1, exception.Length)), lines[2]);
        Assert.Equal((MlErrorCode.InvalidParameterValue, MlEntity.Filter, text), (exception.ErrorCode, exception.Entity, exception.Text));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("metrics.a SIDEWAYS", "ASC (the default) or DESC")]
    [InlineData("metrics.a ASC DESC", "too much")]
    [InlineData("metrics.a, metrics.b", "one key")]
    [InlineData("-metrics.a", "metrics.rmse DESC")]
    [InlineData(" metrics.a", "no blanks around")]
    [InlineData("dataset.name", "can't be ordered")]
    [InlineData("`Run Name`", "run_name")]
    [InlineData("stats DESC", "Did you mean status?")]
    [InlineData("1", "can't begin an order")]
    public void A_mistake_in_an_order_is_explained(string entry, string explanation)
    {
        MlFilterException exception = Assert.Throws<MlFilterException>(() => SearchParser.ParseOrder(SearchKind.Runs, [entry]));
        Assert.Contains(explanation, exception.Message.Split('\n')[0], StringComparison.Ordinal);
        Assert.Equal(entry, exception.Text);
    }

    [Fact]
    public void A_key_that_is_ordered_by_twice_is_told() =>
        Assert.Contains(
            "start_time is in the order twice",
            Assert.Throws<MlFilterException>(() => SearchParser.ParseOrder(SearchKind.Runs, ["start_time", "created DESC"])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Of_a_long_filter_the_part_around_the_mistake_is_shown()
    {
        string text = string.Join(" AND ", Enumerable.Range(0, 100).Select(i => $"metrics.a{i} > {(i == 50 ? "x" : "1")}"));
        MlFilterException exception = Assert.Throws<MlFilterException>(() => SearchParser.ParseFilter(SearchKind.Runs, text));
        string[] lines = exception.Message.Split('\n');
        Assert.All(lines.Skip(1), line => Assert.True(line.Length < 110));
        Assert.StartsWith("  …", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("…", lines[1], StringComparison.Ordinal);
        Assert.Equal('x', lines[1][lines[2].IndexOf('^', StringComparison.Ordinal)]);
    }

    [Theory]
    [InlineData("tags.k = '日本' OR", 16)]
    [InlineData("tags.k = 'e\u0301' OR", 13)]
    [InlineData("tags.k\n=\t'a' OR", 13)]
    [InlineData("tags.k = '😀' OR", 14)]
    public void Carets_stand_under_the_place_as_terminals_draw_it(string text, int column)
    {
        string[] lines = Assert.Throws<MlFilterException>(() => SearchParser.ParseFilter(SearchKind.Runs, text)).Message.Split('\n');
        Assert.Equal(column + 2, lines[2].IndexOf('^', StringComparison.Ordinal));
        Assert.EndsWith("^^", lines[2], StringComparison.Ordinal);
    }
}
