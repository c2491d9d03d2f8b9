using System.Buffers;
using System.Text;

namespace MlTrack.Search;

/// <summary>
/// Cuts a filter into tokens, one at a time and left to right. Every character is looked at a bounded number of times, because the
/// parser stops at the first mistake.
/// </summary>
/// <remarks>
/// The tokens are those of MLflow's own tokenizer as far as it makes sense: quotes are not unescaped (<c>'it''s'</c> means it''s), and a
/// backslash keeps the quote behind it inside the text if another quote follows later.
/// </remarks>
internal sealed class FilterLexer
{
    private static readonly SearchValues<char> s_signs = SearchValues.Create("<>=!~");

    private readonly string _text;
    private int _at;
    private FilterToken _last;

    /// <summary>Starts at the beginning of a text.</summary>
    /// <param name="text">The filter or order.</param>
    public FilterLexer(string text) => _text = text;

    /// <summary>Takes the next token.</summary>
    /// <returns>The token; End, again and again, behind the last one.</returns>
    public FilterToken Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        _last = _at < _text.Length ? Scan() : new FilterToken(FilterTokenKind.End, _text.Length, 0);
        _at = _last.End;
        return _last;
    }

    /// <summary>Whether a character sequence continues a word at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">The place.</param>
    /// <returns>How many characters the letter, digit or underscore has; 0 if it is something else.</returns>
    public static int WordLength(string text, int at)
    {
        if (at >= text.Length)
        {
            return 0;
        }

        char c = text[at];
        if (char.IsAscii(c))
        {
            return char.IsAsciiLetterOrDigit(c) || c == '_' ? 1 : 0;
        }

        // Half a surrogate pair is no rune and no letter.
        return Rune.TryGetRuneAt(text, at, out Rune rune) && Rune.IsLetterOrDigit(rune) ? rune.Utf16SequenceLength : 0;
    }

    private FilterToken Scan()
    {
        char c = _text[_at];
        switch (c)
        {
            case '\'' or '"': return Quoted(FilterTokenKind.Text);
            case '`': return Quoted(FilterTokenKind.Backticked);
            case '$': return Dollar();
            case '(': return Token(FilterTokenKind.Open, 1);
            case ')': return Token(FilterTokenKind.Close, 1);
            case ',': return Token(FilterTokenKind.Comma, 1);
            case ';': return Token(FilterTokenKind.Semicolon, 1);
            default: break;
        }

        if (c == '.' && IsName(_last) && _last.End == _at)
        {
            return Token(FilterTokenKind.Dot, 1);
        }

        // 'tags.1st': behind the dot of a name, a digit starts a word.
        bool insideName = _last.Kind == FilterTokenKind.Dot && _last.End == _at;
        if (!insideName && StartsNumber(_at))
        {
            return Number();
        }

        if (s_signs.Contains(c))
        {
            int end = _text.AsSpan(_at).IndexOfAnyExcept(s_signs);
            return Token(FilterTokenKind.Operator, end < 0 ? _text.Length - _at : end);
        }

        int length = WordEnd(_at) - _at;
        return length > 0
            ? Token(FilterTokenKind.Word, length)
            : Token(FilterTokenKind.Other, char.IsHighSurrogate(c) && _at + 1 < _text.Length && char.IsLowSurrogate(_text[_at + 1]) ? 2 : 1);
    }

    private static bool IsName(FilterToken token) =>
        token.Kind is FilterTokenKind.Word or FilterTokenKind.Backticked or FilterTokenKind.Text;

    private FilterToken Token(FilterTokenKind kind, int length) => new(kind, _at, length);

    private int WordEnd(int at)
    {
        for (int length = WordLength(_text, at); length > 0; length = WordLength(_text, at))
        {
            at += length;
        }

        return at;
    }

    private bool IsDigit(int at) => at < _text.Length && char.IsAsciiDigit(_text[at]);

    private bool StartsNumber(int at)
    {
        if (_text[at] == '-')
        {
            at++;
        }

        return IsDigit(at) || (at < _text.Length && _text[at] == '.' && IsDigit(at + 1));
    }

    private FilterToken Number()
    {
        int end = Digits(_text[_at] == '-' ? _at + 1 : _at);
        if (end < _text.Length && _text[end] == '.')
        {
            end = Digits(end + 1);
        }

        if (end < _text.Length && _text[end] is 'e' or 'E')
        {
            int exponent = end + 1 < _text.Length && _text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            end = IsDigit(exponent) ? Digits(exponent) : end;
        }

        int rest = end;
        while (rest < _text.Length && (_text[rest] == '.' || WordLength(_text, rest) > 0))
        {
            rest = _text[rest] == '.' ? rest + 1 : WordEnd(rest);
        }

        return rest == end ? Token(FilterTokenKind.Number, end - _at) : Token(FilterTokenKind.BadNumber, rest - _at);
    }

    private int Digits(int at)
    {
        while (IsDigit(at))
        {
            at++;
        }

        return at;
    }

    private FilterToken Quoted(FilterTokenKind kind)
    {
        char quote = _text[_at];

        // MLflow's pattern takes a doubled or backslashed quote as part of the text and goes back on the last of them if nothing closes.
        int fallback = -1;
        int at = _at + 1;
        while (true)
        {
            int next = _text.IndexOf(quote, at);
            if (next < 0)
            {
                return fallback < 0 ? Token(FilterTokenKind.Unclosed, _text.Length - _at) : Token(kind, fallback - _at);
            }

            bool escaped = kind == FilterTokenKind.Text && next > at && _text[next - 1] == '\\';
            bool doubled = next + 1 < _text.Length && _text[next + 1] == quote;
            if (!escaped && !doubled)
            {
                return Token(kind, next + 1 - _at);
            }

            fallback = next + 1;
            at = escaped ? next + 1 : next + 2;
        }
    }

    private FilterToken Dollar()
    {
        int tag = WordEnd(_at + 1) + 1;
        if (tag > _text.Length || _text[tag - 1] != '$')
        {
            return Token(FilterTokenKind.Other, 1);
        }

        int close = _text.IndexOf(_text[_at..tag], tag, StringComparison.Ordinal);
        return close < 0
            ? Token(FilterTokenKind.Unclosed, _text.Length - _at)
            : Token(FilterTokenKind.DollarText, close + (tag - _at) - _at);
    }
}
