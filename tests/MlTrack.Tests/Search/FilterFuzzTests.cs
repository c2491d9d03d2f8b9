using System.Diagnostics;
using System.Globalization;
using MlTrack.Search;

namespace MlTrack.Tests.Search;

/// <summary>Any text gives a filter or a filter error, in time that grows with its length.</summary>
public sealed class FilterFuzzTests
{
    private const int Megabyte = 1_000_000;

    private static readonly int s_runs =
        int.TryParse(Environment.GetEnvironmentVariable("MLTRACK_FUZZ_RUNS"), CultureInfo.InvariantCulture, out int runs) ? runs : 20_000;

    [Fact]
    public void Random_texts_give_a_result_or_a_filter_error()
    {
        FuzzText fuzz = new(11, "word");
        SearchKind[] kinds = Enum.GetValues<SearchKind>();
        int understood = 0;
        for (int i = 0; i < s_runs; i++)
        {
            string text = fuzz.Next();
            try
            {
                SearchFilter filter = SearchParser.ParseFilter(kinds[i % kinds.Length], text);
                understood++;
                Assert.Equal(filter.ToString(), SearchParser.ParseFilter(filter.Kind, filter.ToString()).ToString());
            }
            catch (MlFilterException exception)
            {
                Check(exception, text);
            }

            try
            {
                SearchParser.ParseOrder(kinds[i % kinds.Length], [text]);
            }
            catch (MlFilterException exception)
            {
                Check(exception, text);
            }
        }

        Assert.InRange(understood, s_runs / 100, s_runs);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("'")]
    [InlineData("''")]
    [InlineData("\\'")]
    [InlineData("`")]
    [InlineData("$")]
    [InlineData("$a$")]
    [InlineData(".")]
    [InlineData("a.")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData("a")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData("=")]
    [InlineData("\ud800")]
    [InlineData("'a',")]
    [InlineData(" AND ")]
    [InlineData("tags.a = 'x' AND ")]
    public void A_megabyte_is_answered_within_a_second(string piece)
    {
        string much = string.Concat(Enumerable.Repeat(piece, Megabyte / piece.Length));
        foreach (string text in new[] { much, "tags.a = " + much, "tags.a = '" + much + "'", "run_id IN (" + much, "tags." + much, "'" + much })
        {
            Stopwatch watch = Stopwatch.StartNew();
            try
            {
                SearchParser.ParseFilter(SearchKind.Runs, text);
            }
            catch (MlFilterException exception)
            {
                Check(exception, text);
                Assert.True(exception.Message.Length < 1000);
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"{watch.Elapsed} for {text[..30]}");
        }
    }

    private static void Check(MlFilterException exception, string text)
    {
        Assert.Equal(text, exception.Text);
        Assert.InRange(exception.Position, 0, text.Length);
        Assert.InRange(exception.Length, 0, text.Length - exception.Position);
        Assert.Equal(3, exception.Message.Split('\n').Length);
    }
}
