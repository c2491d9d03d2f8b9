using System.Buffers;

namespace MlTrack.Search;

/// <summary>The tokens of a filter with one of look-ahead, and the errors that a token alone gives reason for.</summary>
internal sealed class TokenReader
{
    private static readonly string[] s_keywords =
        ["AND", "OR", "NOT", "LIKE", "ILIKE", "RLIKE", "IN", "IS", "NULL", "BETWEEN"];

    private static readonly SearchValues<char> s_endsOfBare = SearchValues.Create(" \t\r\n\u00a0'\"`(),;");

    private readonly FilterLexer _lexer;

    /// <summary>Starts at the beginning of a text.</summary>
    /// <param name="text">The filter or order.</param>
    public TokenReader(string text)
    {
        Text = text;
        _lexer = new FilterLexer(text);
        Peek = _lexer.Next();
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The token that comes next.</summary>
    public FilterToken Peek { get; private set; }

    /// <summary>Where the token that was taken last ends.</summary>
    public int TakenEnd { get; private set; }

    /// <summary>Where the value that was read last ends.</summary>
    public int ValueEnd { get; set; } = -1;

    /// <summary>Takes the next token.</summary>
    /// <returns>The token.</returns>
    public FilterToken Take()
    {
        FilterToken token = Peek;
        TakenEnd = token.End;
        Peek = _lexer.Next();
        return token;
    }

    /// <summary>Takes the next token if it is a word.</summary>
    /// <param name="word">A keyword in capitals.</param>
    /// <returns>Whether it was.</returns>
    public bool TakeWord(string word)
    {
        bool found = IsWord(Peek, word);
        if (found)
        {
            Take();
        }

        return found;
    }

    /// <summary>The characters of a token.</summary>
    /// <param name="token">The token.</param>
    /// <returns>Its text.</returns>
    public string TextOf(FilterToken token) => Text.Substring(token.Position, token.Length);

    /// <summary>What stands between the quotes of a token, as it stands there.</summary>
    /// <param name="token">A token in quotes, backticks or dollar marks.</param>
    /// <returns>The text inside.</returns>
    public string Inside(FilterToken token)
    {
        int mark = token.Kind == FilterTokenKind.DollarText ? Text.IndexOf('$', token.Position + 1) + 1 - token.Position : 1;
        return Text.Substring(token.Position + mark, token.Length - (2 * mark));
    }

    /// <summary>Whether a token is a word, in any case.</summary>
    /// <param name="token">The token.</param>
    /// <param name="word">The word in capitals.</param>
    /// <returns>Whether it is.</returns>
    public bool IsWord(FilterToken token, string word) =>
        token.Kind == FilterTokenKind.Word && Text.AsSpan(token.Position, token.Length).Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a token is a word of the language, and not the entity of a name.</summary>
    /// <param name="token">The token.</param>
    /// <returns>Whether it is.</returns>
    public bool IsKeyword(FilterToken token) =>
        Array.Exists(s_keywords, word => IsWord(token, word)) && !(token.End < Text.Length && Text[token.End] == '.');

    /// <summary>What somebody forgot to quote: a token with all that stands right behind it, such as <c>s3://bucket/%</c>.</summary>
    /// <param name="token">The token that the text begins with.</param>
    /// <returns>A token up to the next blank, or what can't belong to it.</returns>
    public FilterToken Bare(FilterToken token)
    {
        int length = Text.AsSpan(token.End).IndexOfAny(s_endsOfBare);
        return token with { Length = token.Length + (length < 0 ? Text.Length - token.End : length) };
    }

    /// <summary>The error of a quote that nothing closes.</summary>
    /// <param name="token">The Unclosed token.</param>
    /// <returns>The exception to throw.</returns>
    public MlFilterException Unclosed(FilterToken token)
    {
        string quote = Text[token.Position] == '$'
            ? Text[token.Position..(Text.IndexOf('$', token.Position + 1) + 1)]
            : Text[token.Position].ToString();
        return FilterErrors.At(
            Text, token.Position, 1, $"Nothing closes the {FilterErrors.Short(quote)} that opens here; add one at the end of the text.");
    }

    /// <summary>The error of a quote that a word processor or a chat made of <c>'</c> or <c>"</c>.</summary>
    /// <param name="token">The token.</param>
    /// <returns>The exception to throw; null for any other token.</returns>
    public MlFilterException? TypographicQuote(FilterToken token) =>
        token.Kind == FilterTokenKind.Other && Text[token.Position] is >= '\u2018' and <= '\u201f' and var quote
            ? FilterErrors.At(Text, token, $"{quote} is a typographic quote, which filters don't know: write ' or \" on both sides.")
            : null;

    /// <summary>The error of a token that has no place anywhere in a filter.</summary>
    /// <param name="token">The token.</param>
    /// <returns>The exception to throw; null for a token that has its place elsewhere.</returns>
    public MlFilterException? Misplaced(FilterToken token)
    {
        if (token.Kind == FilterTokenKind.Semicolon)
        {
            return FilterErrors.At(Text, token, "A filter ends without a semicolon, and is one filter only; leave it out.");
        }

        ReadOnlySpan<char> rest = Text.AsSpan(token.Position);
        if (rest.StartsWith("--") || rest.StartsWith("/*") || rest.StartsWith("#"))
        {
            return FilterErrors.At(Text, token.Position, rest[0] == '#' ? 1 : 2, "Filters have no comments; leave it out.");
        }

        return token.Kind switch
        {
            FilterTokenKind.Dot => FilterErrors.At(Text, token, "This dot belongs to no key: a key is written metrics.rmse, in one piece."),
            FilterTokenKind.Other => TypographicQuote(token) ?? FilterErrors.At(
                Text, token, $"{FilterErrors.Found(Text, token)} has no meaning in a filter. Texts and keys that hold it are put in quotes."),
            _ => null,
        };
    }
}
