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
    [InlineData("metrics.val loss > 1", "metrics.val loss", "put in backticks: metrics.`val loss`.")]
    [InlineData("tags.a b c IS NULL", "tags.a b c", "put in backticks: tags.`a b c`.")]
    [InlineData("params.a like_ 'b'", "like_", "Did you mean LIKE?")]
    [InlineData("metrics.acc -gt 1", "-gt", "-gt is an operator of PowerShell's: write >. In a filter, metrics.acc takes =")]
    [InlineData("status -eq 'FINISHED'", "-eq", "write =.")]
    [InlineData("status -CNE 'FINISHED'", "-CNE", "write !=.")]
    [InlineData("params.a -like 'x*'", "-like", "write ILIKE.")]
    [InlineData("run_id -in ('a')", "-in", "write IN.")]
    [InlineData("params.a -gt 1", "-gt", "PowerShell's: in a filter, params.a takes =, !=")]
    [InlineData("params.a -match 'x'", "-match", "in a filter, params.a takes")]
    [InlineData("params.a -xor 'x'", "-", "no meaning")]
    [InlineData("metrics.a > 1 -and metrics.b > 1", "-and", "write AND.")]
    [InlineData("metrics.a > 1 -or metrics.b > 1", "-or", "no OR")]
    [InlineData("name = 'x'", "name", "Did you mean run_name?")]
    [InlineData("user = 'x'", "user", "Did you mean user_id?")]
    [InlineData("attributes.Name = 'x'", "Name", "Did you mean run_name?")]
    [InlineData("tags = 'x'", "tags", "write tags.key")]
    [InlineData("metrics > 1", "metrics", "write metrics.key")]
    [InlineData("dataset = 'x'", "dataset", "write dataset.name")]
    [InlineData("start_time > '2024-01-01'", "'2024-01-01'", "milliseconds since 1970 in UTC: write 1704067200000, without quotes")]
    [InlineData("start_time > '2024-01-01'", "'2024-01-01'", "[DateTimeOffset]::new($date).ToUnixTimeMilliseconds()")]
    [InlineData("start_time > yesterday", "yesterday", "write one such as 1700000000000")]
    [InlineData("metrics.x > 'a'", "'a'", "such as 0.5")]
    [InlineData("run_id IN ('a'", "", "The list ends without its ): write run_id IN ('a', 'b').")]
    [InlineData("run_id IN (", "", "The end stands where a text of the list should")]
    [InlineData("'x' = params.a", "'x'", "'x' is a value, and the key comes first")]
    [InlineData("dataset.name > 'x'", ">", "dataset.name")]
    [InlineData("param.a > 'x'", ">", "param.a is a text")]
    [InlineData("metrics.acc > 1,5", "1,5", "write 1.5.")]
    [InlineData("metrics.acc > -1,5 AND metrics.b > 1", "-1,5", "write -1.5.")]
    [InlineData("artifact_uri LIKE s3://bucket/%", "s3://bucket/%", "write 's3://bucket/%'.")]
    [InlineData("tags.date = 2024-01-01 AND status = 'x'", "2024-01-01", "2024-01-01 has no quotes, and tags are texts: write '2024-01-01'.")]
    [InlineData("tags.k LIKE %a%", "%a%", "write '%a%'.")]
    [InlineData("tags.k = my-value", "my-value", "write 'my-value'.")]
    [InlineData("start_time > 2024-01-01", "2024-01-01", "is no number, and start_time is a number, the milliseconds since 1970 in UTC: write 1704067200000")]
    [InlineData("start_time > 01.02.2024", "01.02.2024", "write one such as 1700000000000")]
    [InlineData("tags.k = $value", "$value", "between double quotes alone: write the filter in such, with $([MlTrack.MlFilter]::Quote($value)) here.")]
    [InlineData("metrics.a > $least AND metrics.b > 1", "$least", "between double quotes alone: write the filter in such.")]
    [InlineData("run_id IN $ids", "$ids", "$([MlTrack.MlFilter]::QuoteList($ids)) here")]
    [InlineData("run_id IN ($id)", "$id", "$([MlTrack.MlFilter]::Quote($id)) here")]
    [InlineData("tags.k = ‘a’", "‘", "typographic quote")]
    [InlineData("metrics.a > 1 && metrics.b > 1", "&&", "&& is an operator of PowerShell's: write AND.")]
    [InlineData("metrics.a > 1 || metrics.b > 1", "||", "no OR")]
    [InlineData("metrics.a > 1 –and metrics.b > 1", "–and", "write AND.")]
    [InlineData("metrics.acc –gt 1", "–gt", "write >.")]
    [InlineData("metrics.a ≥ 1", "≥", "Did you mean >=?")]
    [InlineData("metrics.a > 1 \u0301", "\u0301", "no meaning")]
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

    [Theory]
    [InlineData("name", "Did you mean run_name?")]
    [InlineData("metrics", "write metrics.key")]
    [InlineData("datasets", "Keys of one's own are written metrics.key")]
    [InlineData("metrics.val loss", "put that in backticks: metrics.`val loss`.")]
    [InlineData("metrics.val loss DESC", "put that in backticks: metrics.`val loss`.")]
    public void An_order_leads_to_the_key_that_is_meant(string entry, string explanation) => Assert.Contains(
        explanation, Assert.Throws<MlFilterException>(() => SearchParser.ParseOrder(SearchKind.Runs, [entry])).Message.Split('\n')[0],
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Experiments", "foo", "Experiments have no attribute 'foo'. There is name, experiment_id, creation_time or last_update_time.")]
    [InlineData("RegisteredModels", "foo", "Registered models have no attribute 'foo'. There is name or timestamp.")]
    [InlineData("ModelVersions", "tags", "Model versions have no attribute 'tags'.")]
    public void An_order_that_takes_no_tags_speaks_of_none(string kind, string entry, string explanation)
    {
        string line = Assert.Throws<MlFilterException>(() => SearchParser.ParseOrder(Enum.Parse<SearchKind>(kind), [entry])).Message.Split('\n')[0];
        Assert.StartsWith(explanation, line, StringComparison.Ordinal);
        Assert.DoesNotContain("tags.key", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ModelVersions", "version_number = 'x'", "'x' is no whole number, and version_number is one: write one without quotes, such as 3.")]
    [InlineData("ModelVersions", "version = 1", "Did you mean version_number?")]
    [InlineData("Experiments", "creation_time > '2024-01-01T00:00:01Z'", "in UTC: write 1704067201000, without quotes")]
    [InlineData("Experiments", "creation_time > '5'", "'5' is no whole number, and creation_time is one, the milliseconds since 1970 in UTC: write one such as")]
    [InlineData("Experiments", "experiment_id = 'x'", "'x' is no id")]
    [InlineData("Experiments", "foo = 'x'", "Tags are written tags.key.")]
    public void Other_kinds_have_words_of_their_own(string kind, string filter, string explanation) => Assert.Contains(
        explanation, Assert.Throws<MlFilterException>(() => SearchParser.ParseFilter(Enum.Parse<SearchKind>(kind), filter)).Message.Split('\n')[0],
        StringComparison.Ordinal);

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

    // A line that wraps would part the carets from their place.
    [Theory]
    [InlineData("日本")]
    [InlineData("a😀")]
    [InlineData("e\u0301")]
    public void A_part_is_as_wide_as_columns_allow(string letters)
    {
        string text = $"tags.k = '{string.Concat(Enumerable.Repeat(letters, 300))}' OR tags.l = '{string.Concat(Enumerable.Repeat(letters, 300))}'";
        string[] lines = Assert.Throws<MlFilterException>(() => SearchParser.ParseFilter(SearchKind.Runs, text)).Message.Split('\n');
        Assert.DoesNotContain('\ufffd', lines[1]);
        Assert.Contains("' OR tags.l", lines[1], StringComparison.Ordinal);
        int columns = lines[1].EnumerateRunes().Sum(rune => rune.Value is 0x301 ? 0 : rune.Value is > 0x2e80 ? 2 : 1);
        Assert.InRange(columns, 100, 104);
        Assert.InRange(lines[2].Length, 50, 56);
    }

    [Theory]
    [InlineData("a10", "acc", null)]
    [InlineData("mea", "mae", "mae")]
    [InlineData("f", "f1", null)]
    [InlineData("lrr", "lr", "lr")]
    [InlineData("acuracy", "accuracy", "accuracy")]
    public void What_is_suggested_has_more_in_common_than_not(string written, string known, string? nearest) =>
        Assert.Equal(nearest, Suggestions.Nearest(written, [known]));

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
