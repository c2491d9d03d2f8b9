using System.Globalization;

namespace MlTrack.Search;

/// <summary>Reads the value of a comparison and checks that it suits its key.</summary>
internal sealed class ValueReader
{
    private readonly TokenReader _tokens;
    private FilterToken _last;

    /// <summary>Reads values from tokens.</summary>
    /// <param name="tokens">Where to read.</param>
    public ValueReader(TokenReader tokens) => _tokens = tokens;

    private string Text => _tokens.Text;

    /// <summary>Reads a value or a list.</summary>
    /// <param name="field">The key that it is compared with.</param>
    /// <param name="comparator">The comparator in front of it.</param>
    /// <returns>A string, double or long, or a list of strings or longs.</returns>
    public object Read(SearchField field, SearchComparator comparator)
    {
        object value = (comparator & SearchComparator.Lists) != 0 ? ReadList(field, comparator) : ReadValue(field);
        _tokens.ValueEnd = _tokens.TakenEnd;
        return value;
    }

    /// <summary>The error of a text that was cut short by a quote inside it: <c>'it's'</c>.</summary>
    /// <param name="token">The token right behind the value.</param>
    /// <returns>The exception to throw; null if quotes are not the reason.</returns>
    public MlFilterException? QuotesInside(FilterToken token)
    {
        if (_last.Kind != FilterTokenKind.Text || token.Kind is FilterTokenKind.Close or FilterTokenKind.Comma or FilterTokenKind.Semicolon)
        {
            return null;
        }

        if (_tokens.Inside(_last).Contains("\\" + Text[_last.Position], StringComparison.Ordinal))
        {
            return FilterErrors.At(Text, _last, "The backslash in this text keeps the quote behind it from closing the text, which so ends later "
                + "than it should. Use the other kind of quotes for it, or $$ on both sides.");
        }

        if (token.Position != _last.End)
        {
            return null;
        }

        // The text that was meant reaches to the last quote of the kind before a blank or the end.
        char quote = Text[_last.Position];
        int close = Text.IndexOf(quote, token.Position);
        string meant = close < 0 ? _tokens.Inside(_last) + quote : Text[(_last.Position + 1)..close];
        return FilterErrors.At(Text, _last.Position, (close < 0 ? _last.End : close + 1) - _last.Position,
            $"This text ends at its second {quote}, because quotes inside a text can't be doubled or escaped. Write {Shown(meant)}.");
    }

    /// <summary>The error of a number that is written with a decimal comma: <c>1,5</c>.</summary>
    /// <param name="token">The token right behind the value.</param>
    /// <returns>The exception to throw; null if the token is no such comma.</returns>
    public MlFilterException? DecimalComma(FilterToken token)
    {
        FilterToken rest = _tokens.Peek;
        if (token.Kind != FilterTokenKind.Comma || _last.Kind != FilterTokenKind.Number || token.Position != _last.End
            || rest.Kind != FilterTokenKind.Number || rest.Position != token.End || !char.IsAsciiDigit(Text[rest.Position]))
        {
            return null;
        }

        string written = Text[_last.Position..rest.End];
        return FilterErrors.At(Text, _last.Position, written.Length,
            $"{FilterErrors.Short(written)} has a comma, and numbers have a decimal point: write {FilterErrors.Short(written.Replace(',', '.'))}.");
    }

    private static string Shown(string text) => MlText.CountCodePoints(text) > 60
        ? "it in quotes that it doesn't hold"
        : MlFilter.Quote(text);

    private object ReadValue(SearchField field)
    {
        FilterToken token = _tokens.Take();
        _last = token;
        if (token.Kind == FilterTokenKind.Unclosed)
        {
            throw _tokens.Unclosed(token);
        }

        return field.Type switch
        {
            SearchValueType.Text => IsText(token) ? _tokens.Inside(token) : throw NoText(token, field),
            _ when IsTime(field) && IsBareDate(token) => throw NoNumber(_tokens.Bare(token), field),
            SearchValueType.Number => token.Kind == FilterTokenKind.Number ? (object)Number(token) : throw NoNumber(token, field),
            SearchValueType.Whole => Whole(token, field, quoted: false, bare: true),
            SearchValueType.WholeOrQuoted => Whole(token, field, quoted: true, bare: true),
            _ => Whole(token, field, quoted: true, bare: false),
        };
    }

    private object ReadList(SearchField field, SearchComparator comparator)
    {
        string word = SearchComparators.Word(comparator);
        FilterToken open = _tokens.Take();
        if (open.Kind != FilterTokenKind.Open)
        {
            throw PowerShellWords.Variable(_tokens, open, nameof(MlFilter.QuoteList)) ?? FilterErrors.At(
                Text, open, $"{word} is followed by a list in parentheses: {field.Name} {word} ('a', 'b').");
        }

        List<string> texts = [];
        List<long> numbers = [];
        while (true)
        {
            FilterToken token = _tokens.Take();
            if (token.Kind == FilterTokenKind.Close && texts.Count > 0)
            {
                break;
            }

            if (token.Kind == FilterTokenKind.Unclosed)
            {
                throw _tokens.Unclosed(token);
            }

            if (!IsText(token))
            {
                throw PowerShellWords.Variable(_tokens, token, nameof(MlFilter.Quote)) ?? FilterErrors.At(
                    Text, token, token.Kind == FilterTokenKind.Close
                    ? $"The list is empty. {field.Name} {word} needs at least one text: ('a')."
                    : $"{FilterErrors.Found(Text, token)} stands where a text of the list should. Lists hold texts in quotes: ('a', 'b').");
            }

            string text = token.Kind == FilterTokenKind.DollarText ? _tokens.Inside(token) : ListText.Unescape(Text, token);
            texts.Add(text);
            if (field.Type == SearchValueType.QuotedWhole)
            {
                numbers.Add(ParseWhole(text) ?? throw NoWhole(token, field));
            }

            if (_tokens.Peek.Kind == FilterTokenKind.Comma)
            {
                _tokens.Take();
            }
            else if (_tokens.Peek.Kind != FilterTokenKind.Close)
            {
                throw FilterErrors.At(Text, _tokens.Peek, _tokens.Peek.Kind == FilterTokenKind.End
                    ? $"The list ends without its ): write {field.Name} {word} ('a', 'b')."
                    : $"{FilterErrors.Found(Text, _tokens.Peek)} stands where a comma or ) should.");
            }
        }

        return field.Type == SearchValueType.QuotedWhole ? numbers : texts;
    }

    private static bool IsText(FilterToken token) => token.Kind is FilterTokenKind.Text or FilterTokenKind.DollarText;

    private double Number(FilterToken token) =>
        double.Parse(Text.AsSpan(token.Position, token.Length), NumberStyles.Float, CultureInfo.InvariantCulture);

    private long Whole(FilterToken token, SearchField field, bool quoted, bool bare)
    {
        long? value = token.Kind switch
        {
            FilterTokenKind.Number when bare => ParseWhole(_tokens.TextOf(token)),
            FilterTokenKind.Text when quoted => ParseWhole(_tokens.Inside(token)),
            _ => null,
        };
        return value ?? throw NoWhole(token, field);
    }

    private static long? ParseWhole(string text) => WholeNumber.TryParse(text, out long value) ? value : null;

    // 2024-01-01 is three numbers that nothing parts.
    private bool IsBareDate(FilterToken token) =>
        token.Kind == FilterTokenKind.Number && token.End < Text.Length && Text[token.End] is '-' or '/' or '.';

    private MlFilterException NoText(FilterToken token, SearchField field)
    {
        string kind = field.Entity switch
        {
            SearchEntity.Param => "params are texts",
            SearchEntity.Tag => "tags are texts",
            _ => $"{field.Name} is a text",
        };
        return PowerShellWords.Variable(_tokens, token, nameof(MlFilter.Quote)) ?? _tokens.TypographicQuote(token) ?? token.Kind switch
        {
            FilterTokenKind.End => FilterErrors.At(Text, token, $"A value is missing: write one in quotes, such as {field.Name} = 'abc'."),
            FilterTokenKind.Word when _tokens.IsWord(token, "NULL") => FilterErrors.At(
                Text, token, (field.Comparators & SearchComparator.IsNull) != 0
                    ? $"Nothing equals NULL. Write {field.Name} IS NULL to find where it is missing."
                    : $"Nothing equals NULL. Write a text in quotes: {field.Name} = 'abc'."),
            FilterTokenKind.Word or FilterTokenKind.Number or FilterTokenKind.BadNumber or FilterTokenKind.Other => NoQuotes(token, kind),
            FilterTokenKind.Backticked => FilterErrors.At(
                Text, token, $"Backticks are for keys. A value is put in single or double quotes: {Shown(_tokens.Inside(token))}."),
            FilterTokenKind.Open => FilterErrors.At(
                Text, token, $"{field.Name} can't be compared with a list this way: it takes {SearchComparators.Words(field.Comparators)}."),
            _ => FilterErrors.At(Text, token,
                $"{FilterErrors.Found(Text, token)} stands where a value should: write one in quotes, such as {field.Name} = 'abc'."),
        };
    }

    private MlFilterException NoQuotes(FilterToken token, string kind)
    {
        FilterToken bare = _tokens.Bare(token);
        string written = _tokens.TextOf(bare);
        string fault = bare == token && token.Kind == FilterTokenKind.Number ? "is a number without quotes" : "has no quotes";
        return FilterErrors.At(Text, bare, $"{FilterErrors.Short(written)} {fault}, and {kind}: write {Shown(written)}.");
    }

    private MlFilterException NoNumber(FilterToken token, SearchField field)
    {
        bool isMetric = field.Entity == SearchEntity.Metric;
        string example = isMetric ? "0.5" : Example(field);
        string kind = isMetric ? "metrics are numbers" : $"{field.Name} is a number{Unit(field)}";
        return PowerShellWords.Variable(_tokens, token, helper: null) ?? FilterErrors.At(Text, token, token.Kind switch
        {
            FilterTokenKind.End => $"A number is missing: write one, such as {field.Name} > {example}.",
            FilterTokenKind.Text or FilterTokenKind.DollarText =>
                $"{FilterErrors.Short(_tokens.TextOf(token))} is a text, and {kind}: {Advice(token, field, example)}",
            FilterTokenKind.Word when _tokens.Peek.Kind == FilterTokenKind.Dot =>
                $"A key is compared with a number, not with another key: {field.Name} > {example}.",
            _ => $"{FilterErrors.Found(Text, token)} is no number, and {kind}: "
                + (isMetric ? "write one such as 1, -0.5 or 1e-3." : Advice(token, field, example)),
        });
    }

    private MlFilterException NoWhole(FilterToken token, SearchField field)
    {
        bool isId = field.Type == SearchValueType.QuotedWhole;
        return PowerShellWords.Variable(_tokens, token, isId ? nameof(MlFilter.Quote) : null) ?? FilterErrors.At(
            Text, token, token.Kind == FilterTokenKind.End
            ? $"A value is missing behind the comparator: {field.Name} is a whole number, such as {Example(field)}."
            : isId
            ? $"{FilterErrors.Found(Text, token)} is no id: {field.Name} is compared with a whole number in quotes, such as '1'."
            : $"{FilterErrors.Found(Text, token)} is no whole number, and {field.Name} is one{Unit(field)}: "
                + Advice(token, field, Example(field)));
    }

    private static bool IsTime(SearchField field) => field.Entity == SearchEntity.Attribute && field.Key is
        "start_time" or "end_time" or "creation_time" or "last_update_time" or "timestamp_ms" or "end_time_ms";

    private static string Unit(SearchField field) =>
        IsTime(field) ? ", the milliseconds since 1970 in UTC" : field.Key == "execution_time_ms" ? " of milliseconds" : "";

    private static string Example(SearchField field) => field.Type == SearchValueType.QuotedWhole ? "'1'"
        : IsTime(field) ? "1700000000000"
        : field.Key == "version_number" ? "3"
        : "250";

    // A date is what people write for a time, and what PowerShell has.
    private string Advice(FilterToken token, SearchField field, string example)
    {
        if (!IsTime(field))
        {
            return $"write one without quotes, such as {example}.";
        }

        // '1.5' would be read as a day of this year.
        string text = IsText(token) ? _tokens.Inside(token) : _tokens.TextOf(token);
        DateTimeOffset date = default;
        bool isDate = text.IndexOf('-', StringComparison.Ordinal) == 4
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date);
        string number = isDate ? date.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture) : "one such as " + example;
        return $"write {number}, without quotes. In PowerShell, [DateTimeOffset]::new($date).ToUnixTimeMilliseconds() gives that of a $date.";
    }
}
