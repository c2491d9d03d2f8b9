namespace MlTrack.Search;

/// <summary>Reads <c>key [ASC|DESC]</c>.</summary>
internal sealed class OrderParser
{
    private readonly SearchGrammar _grammar;
    private readonly string _text;
    private readonly TokenReader _tokens;

    /// <summary>Starts at the beginning of an entry of an order.</summary>
    /// <param name="grammar">What the search knows.</param>
    /// <param name="text">The entry.</param>
    public OrderParser(SearchGrammar grammar, string text)
    {
        _grammar = grammar;
        _text = text;
        _tokens = new TokenReader(text);
    }

    /// <summary>Reads the whole entry.</summary>
    /// <returns>The key and its direction.</returns>
    public SearchOrder Parse()
    {
        FilterToken first = _tokens.Peek;
        if (first.Kind == FilterTokenKind.End)
        {
            throw FilterErrors.At(_text, 0, _text.Length, $"An entry of the order is empty. Name a key, such as {Example} DESC, or leave it out.");
        }

        if (first.Position > 0 || char.IsWhiteSpace(_text[^1]))
        {
            // MLflow refuses blanks around an entry, so a script that has them would break on a server.
            throw FilterErrors.At(_text, first.Position > 0 ? 0 : _text.TrimEnd().Length, first.Position > 0 ? first.Position : 0,
                $"An entry of the order has no blanks around it: write {MlText.Show(_text.Trim())}.");
        }

        if (first.Kind is not (FilterTokenKind.Word or FilterTokenKind.Backticked)
            && !(first.Kind == FilterTokenKind.Text && _text[first.Position] == '"'))
        {
            throw Start(first);
        }

        NameReader names = new(_grammar, _tokens);
        (SearchEntity entity, string key) = names.ReadOrderName();
        bool descending = ReadDirection(names);
        return new SearchOrder(entity, key, descending);
    }

    // 'metrics.val loss DESC': a last word that is a direction belongs to no key.
    private int EndOfKey(FilterToken word)
    {
        int end = word.End;
        while (_tokens.Peek.Kind == FilterTokenKind.Word && !_tokens.IsWord(_tokens.Peek, "ASC") && !_tokens.IsWord(_tokens.Peek, "DESC"))
        {
            end = _tokens.Take().End;
        }

        return end;
    }

    private string Example => _grammar.Has(SearchEntity.Metric) ? "metrics.rmse" : _grammar.Attributes.First(one => one.Orders).Name;

    private MlFilterException Start(FilterToken token)
    {
        if (token.Kind == FilterTokenKind.Unclosed)
        {
            return _tokens.Unclosed(token);
        }

        return FilterErrors.At(_text, token, _text[token.Position] is '-' or '+'
            ? $"The direction stands behind the key, as a word: write {Example} DESC."
            : $"{FilterErrors.Found(_text, token)} can't begin an order. Name a key, such as {Example} DESC.");
    }

    private bool ReadDirection(NameReader names)
    {
        FilterToken token = _tokens.Take();
        if (token.Kind == FilterTokenKind.End)
        {
            return false;
        }

        bool descending = _tokens.IsWord(token, "DESC");
        if (!descending && !_tokens.IsWord(token, "ASC"))
        {
            string found = FilterErrors.Found(_text, token);
            string blanks = token.Kind == FilterTokenKind.Word && names.WithBackticks(0, EndOfKey(token)) is { } name
                ? $" If it belongs to the key, put that in backticks: {name}."
                : "";
            throw token.Kind switch
            {
                FilterTokenKind.Comma => FilterErrors.At(_text, token, "An entry of the order names one key. Give several entries: 'a', 'b'."),
                FilterTokenKind.Word => FilterErrors.At(_text, token, $"{found} is no direction: write ASC (the default) or DESC.{blanks}"),
                _ => FilterErrors.At(_text, token, $"{found} stands where ASC, DESC or the end should."),
            };
        }

        FilterToken rest = _tokens.Take();
        return rest.Kind == FilterTokenKind.End ? descending : throw FilterErrors.At(_text, rest, rest.Kind == FilterTokenKind.Comma
            ? "An entry of the order names one key. Give several entries: 'a', 'b'."
            : $"{FilterErrors.Found(_text, rest)} is too much: an entry of the order ends with its direction.");
    }
}
