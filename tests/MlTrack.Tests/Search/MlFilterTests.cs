using MlTrack.Search;

namespace MlTrack.Tests.Search;

public sealed class MlFilterTests
{
    private static readonly string[] s_nasty =
    [
        "", "a", "it's", "say \"hi\"", "it's \"x\"", "a\\", "'", "\"", "\\", "\\'", "'\\", "\"'\\", "$$", "'\"$$", "'\"$", "'\"$q1", "'\"$$q1$", "`",
        "a\nb", "日本 😀", "' OR 1=1 --", "\\\\", "''", "\"\"", "a\\'b\"c", "AND", "%_", " a ", "\0",
    ];

    [Theory]
    [InlineData("a", "'a'")]
    [InlineData(null, "''")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("say \"hi\"", "'say \"hi\"'")]
    [InlineData("it's \"x\"", "$$it's \"x\"$$")]
    [InlineData("C:\\data\\", "$$C:\\data\\$$")]
    public void A_value_gets_the_quotes_that_suit_it(string? value, string expected) => Assert.Equal(expected, MlFilter.Quote(value));

    [Fact]
    public void Any_two_values_stay_apart_in_one_filter()
    {
        foreach (string first in s_nasty)
        {
            foreach (string second in s_nasty)
            {
                SearchFilter filter = SearchParser.ParseFilter(
                    SearchKind.Runs, $"params.a = {MlFilter.Quote(first)} AND tags.b != {MlFilter.Quote(second)} AND metrics.c > 0");
                Assert.Equal([first, second, 0.0], filter.Comparisons.Select(one => one.Value));
            }
        }
    }

    [Fact]
    public void A_list_holds_any_texts()
    {
        SearchFilter filter = SearchParser.ParseFilter(SearchKind.Runs, $"run_id IN {MlFilter.QuoteList(s_nasty)} AND tags.b = 'x'");
        Assert.Equal(s_nasty, (IReadOnlyList<string>)filter.Comparisons[0].Value!);
        Assert.Equal("x", filter.Comparisons[1].Value);
        Assert.Throws<MlException>(() => MlFilter.QuoteList([]));
        Assert.Throws<MlException>(() => MlFilter.QuoteList((string[]?)null));
        Assert.Throws<MlException>(() => MlFilter.QuoteList(Enumerable.Empty<string>()));
    }

    [Fact]
    public void A_list_comes_from_any_sequence()
    {
        List<string> texts = ["a", "b"];
        Assert.Equal("('a', 'b')", MlFilter.QuoteList(texts));
        Assert.Equal("('a', 'b')", MlFilter.QuoteList(texts.Where(text => text.Length > 0)));
        Assert.Equal("('a', 'b')", MlFilter.QuoteList([.. texts]));
        Assert.Equal("('a')", MlFilter.QuoteList(["a"]));
    }

    [Theory]
    [InlineData("rmse", "rmse")]
    [InlineData("mlflow.runName", "mlflow.runName")]
    [InlineData("val/loss", "`val/loss`")]
    [InlineData("a b", "`a b`")]
    [InlineData("1st", "`1st`")]
    [InlineData("in", "`in`")]
    [InlineData("a.", "`a.`")]
    [InlineData("é", "`é`")]
    [InlineData("a`b", "\"a`b\"")]
    public void A_key_gets_quotes_where_it_needs_them(string key, string expected)
    {
        Assert.Equal(expected, MlFilter.QuoteKey(key));
        Assert.Equal(key, SearchParser.ParseFilter(SearchKind.Runs, $"tags.{MlFilter.QuoteKey(key)} = 'x'").Comparisons[0].Key);
        Assert.Equal(key, SearchParser.ParseOrder(SearchKind.Runs, [$"tags.{MlFilter.QuoteKey(key)} DESC"])[0].Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("`\"")]
    public void A_key_that_nothing_can_quote_is_told(string? key) => Assert.Throws<MlException>(() => MlFilter.QuoteKey(key));
}
