using MlTrack.Search;

namespace MlTrack.Tests.Search;

public sealed class FilterLexerTests
{
    [Theory]
    [InlineData("metrics.rmse>=0.5", "Word:metrics Dot:. Word:rmse Operator:>= Number:0.5")]
    [InlineData("a = 'x' AND b!=\"y\"", "Word:a Operator:= Text:'x' Word:AND Word:b Operator:!= Text:\"y\"")]
    [InlineData("tags.1st", "Word:tags Dot:. Word:1st")]
    [InlineData("tags.`a b`", "Word:tags Dot:. Backticked:`a b`")]
    [InlineData("> .5", "Operator:> Number:.5")]
    [InlineData(">-.5e-3", "Operator:> Number:-.5e-3")]
    [InlineData("1.", "Number:1.")]
    [InlineData("0x10 1.2.3 0AND 1_0", "BadNumber:0x10 BadNumber:1.2.3 BadNumber:0AND BadNumber:1_0")]
    [InlineData("--1", "Other:- Number:-1")]
    [InlineData("'it''s'", "Text:'it''s'")]
    [InlineData("'it\\'s'", "Text:'it\\'s'")]
    [InlineData("'a\\'", "Text:'a\\'")]
    [InlineData("'a\\' = 'b'", "Text:'a\\' = ' Word:b Unclosed:'")]
    [InlineData("'a\\' = \"b\"", "Text:'a\\' Operator:= Text:\"b\"")]
    [InlineData("'a''", "Text:'a' Unclosed:'")]
    [InlineData("'' ''", "Text:'' Text:''")]
    [InlineData("'a", "Unclosed:'a")]
    [InlineData("$$it's \"x\"$$", "DollarText:$$it's \"x\"$$")]
    [InlineData("$q1$a$$b$q1$", "DollarText:$q1$a$$b$q1$")]
    [InlineData("$a", "Other:$ Word:a")]
    [InlineData("(,);", "Open:( Comma:, Close:) Semicolon:;")]
    [InlineData("ünï.ö😀", "Word:ünï Dot:. Word:ö Other:😀")]
    [InlineData("\u00a0\u2003\n", "")]
    [InlineData("<=>", "Operator:<=>")]
    [InlineData("..", "Other:. Other:.")]
    public void Text_is_cut_into_tokens(string text, string expected)
    {
        FilterLexer lexer = new(text);
        List<string> found = [];
        for (FilterToken token = lexer.Next(); token.Kind != FilterTokenKind.End; token = lexer.Next())
        {
            found.Add($"{token.Kind}:{text.Substring(token.Position, token.Length)}");
        }

        Assert.Equal(expected, string.Join(' ', found));
    }

    [Fact]
    public void The_end_comes_again_and_again()
    {
        FilterLexer lexer = new("a ");
        lexer.Next();
        Assert.Equal(lexer.Next(), lexer.Next());
    }
}
