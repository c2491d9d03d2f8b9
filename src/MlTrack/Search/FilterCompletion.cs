namespace MlTrack.Search;

/// <summary>What may stand at the end of a filter or order that is being written.</summary>
internal sealed class FilterCompletion
{
    private static readonly string[] s_phrases = ["IS NOT NULL", "IS NULL", "NOT IN", "IN", "LIKE", "ILIKE"];

    private readonly SearchGrammar _grammar;
    private readonly string _text;
    private readonly Func<SearchEntity, IEnumerable<string>> _keys;
    private readonly List<FilterToken> _tokens = [];
    private readonly List<(int Start, int End)> _names = [];
    private int _at;

    private FilterCompletion(SearchKind kind, string text, Func<SearchEntity, IEnumerable<string>> keys)
    {
        _grammar = SearchGrammar.Of(kind);
        _text = text;
        _keys = keys;
        FilterLexer lexer = new(text);
        do
        {
            _tokens.Add(lexer.Next());
        }
        while (_tokens[^1].Kind != FilterTokenKind.End);
    }

    private FilterToken Peek => _tokens[_at];

    /// <summary>Completes a filter.</summary>
    /// <param name="kind">What is searched.</param>
    /// <param name="text">The filter up to the cursor.</param>
    /// <param name="keys">Tells the known keys of metrics, params or tags; asked only if one is being written.</param>
    /// <returns>The candidates; none where the text is wrong or only the user knows how it goes on.</returns>
    public static IReadOnlyList<SearchCandidate> Filter(SearchKind kind, string text, Func<SearchEntity, IEnumerable<string>> keys) =>
        new FilterCompletion(kind, text, keys).CompleteFilter();

    /// <summary>Completes an entry of an order.</summary>
    /// <param name="kind">What is searched.</param>
    /// <param name="text">The entry up to the cursor.</param>
    /// <param name="keys">Tells the known keys of metrics, params or tags; asked only if one is being written.</param>
    /// <returns>The candidates.</returns>
    public static IReadOnlyList<SearchCandidate> Order(SearchKind kind, string text, Func<SearchEntity, IEnumerable<string>> keys)
    {
        FilterCompletion completion = new(kind, text, keys);
        int start = completion.Peek.Position;
        if (completion.TakeName() is null)
        {
            return completion.Names(start, isOrder: true);
        }

        bool isBlank = completion.Peek.Kind == FilterTokenKind.End;
        List<SearchCandidate> begun = isBlank ? [] : completion.BegunName(isOrder: true);
        return begun.Count > 0 ? begun : completion.Words(completion.Peek.Position, ["ASC", "DESC"]);
    }

    private List<SearchCandidate> CompleteFilter()
    {
        while (true)
        {
            int start = Peek.Position;
            if (TakeName() is not { } name)
            {
                return Names(start, isOrder: false);
            }

            if (FieldOf(name) is not { } field)
            {
                return BegunName(isOrder: false);
            }

            start = Peek.Position;
            SearchComparator comparator = TakeComparator();
            if (comparator == SearchComparator.None)
            {
                return Words(start, SearchComparators.List(field.Comparators));
            }

            start = Peek.Position;
            if ((comparator & SearchComparator.Nulls) == 0 && !TakeValue(comparator))
            {
                return Values(field, comparator, start);
            }

            start = Peek.Position;
            if (!TakeWord("AND"))
            {
                List<SearchCandidate> begun = Peek.Kind == FilterTokenKind.End ? BegunName(isOrder: false) : [];
                return begun.Count > 0 ? begun : Words(start, ["AND"]);
            }
        }
    }

    // Null where the name reaches the end, so that it may go on.
    private string? TakeName()
    {
        FilterToken first = Take();
        int end = first.End;
        while (Peek.Position == end && Peek.Kind is not (FilterTokenKind.Operator or FilterTokenKind.End))
        {
            end = Take().End;
        }

        if (end == _text.Length)
        {
            return null;
        }

        _names.Add((first.Position, end));
        return _text[first.Position..end];
    }

    // The engine tells the whole text and not where the cursor stands in it: in a text that is whole, that is the first name that is
    // none yet, and may become one.
    private List<SearchCandidate> BegunName(bool isOrder)
    {
        foreach ((int start, int end) in _names)
        {
            string written = _text[start..end];
            List<SearchCandidate> names = new FilterCompletion(_grammar.Kind, _text[..end], _keys).Names(start, isOrder);
            if (names.Count > 0 && !names.Exists(name => name.Word == written))
            {
                return names.ConvertAll(name => name with { Text = name.Text + _text[end..] });
            }
        }

        return [];
    }

    private SearchField? FieldOf(string name)
    {
        try
        {
            return new NameReader(_grammar, new TokenReader(name)).ReadFilterName();
        }
        catch (MlFilterException)
        {
            return null;
        }
    }

    private SearchComparator TakeComparator()
    {
        if (Peek.Kind == FilterTokenKind.Operator && Peek.End < _text.Length)
        {
            FilterToken signs = Take();
            return SearchComparators.FromSigns(_text.AsSpan(signs.Position, signs.Length));
        }

        string? phrase = Array.Find(s_phrases, TakeWord);
        return phrase is null ? SearchComparator.None : SearchComparators.FromWord(phrase);
    }

    private bool TakeValue(SearchComparator comparator)
    {
        if ((comparator & SearchComparator.Lists) == 0)
        {
            return Take().Kind is FilterTokenKind.Text or FilterTokenKind.DollarText or FilterTokenKind.Number;
        }

        while (Peek.Kind is not (FilterTokenKind.Close or FilterTokenKind.End))
        {
            Take();
        }

        return Take().Kind == FilterTokenKind.Close;
    }

    // Takes words with something behind them: one that reaches the end may go on.
    private bool TakeWord(string phrase)
    {
        string[] words = phrase.Split(' ');
        for (int i = 0; i < words.Length; i++)
        {
            FilterToken token = _tokens[Math.Min(_at + i, _tokens.Count - 1)];
            if (token.Kind != FilterTokenKind.Word || token.End == _text.Length
                || !_text.AsSpan(token.Position, token.Length).Equals(words[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        _at += words.Length;
        return true;
    }

    private FilterToken Take()
    {
        FilterToken token = Peek;
        _at = Math.Min(_at + 1, _tokens.Count - 1);
        return token;
    }

    private List<SearchCandidate> Names(int start, bool isOrder)
    {
        string written = _text[start..];
        int dot = written.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            IEnumerable<string> entities = _grammar.Entities.DistinctBy(pair => pair.Value)
                .Where(pair => !isOrder || (_grammar.OrderEntities.Contains(pair.Value) && !_grammar.BareOrders)).Select(pair => pair.Key + ".");
            return Matching(start, written, [.. entities, .. AttributeNames(_grammar.Attributes, isOrder)]);
        }

        string spelling = written[..dot];
        if (_grammar.FindEntity(spelling) is not { } entity || (isOrder && !_grammar.OrderEntities.Contains(entity)))
        {
            return [];
        }

        string begun = written[(dot + 1)..].TrimStart('`', '"');
        IEnumerable<string> keys = _grammar.KeysOf(entity) is { } known ? AttributeNames(known, isOrder) : _keys(entity);
        return
        [
            .. keys.Where(key => key.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).Select(MlFilter.TryQuoteKey).OfType<string>()
                .Select(key => At(start, $"{spelling}.{key}")),
        ];
    }

    private static IEnumerable<string> AttributeNames(IReadOnlyList<SearchAttribute> attributes, bool isOrder) => attributes
        .Where(one => isOrder ? one.Orders : one.Comparators != SearchComparator.None).Select(one => one.Name);

    private List<SearchCandidate> Values(SearchField field, SearchComparator comparator, int start)
    {
        if (_grammar.Kind != SearchKind.Runs || (field.Entity, field.Key) != (SearchEntity.Attribute, "status")
            || (comparator & SearchComparator.Texts) == 0)
        {
            return [];
        }

        string begun = _text[start..].TrimStart('\'', '"');
        return
        [
            .. Enum.GetValues<MlRunStatus>().Select(MlRunStatuses.Word).Where(word => word.StartsWith(begun, StringComparison.OrdinalIgnoreCase))
                .Select(word => At(start, MlFilter.Quote(word))),
        ];
    }

    private List<SearchCandidate> Words(int start, IReadOnlyList<string> words) =>
        Matching(start, string.Join(' ', _text[start..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), words);

    private List<SearchCandidate> Matching(int start, string begun, IReadOnlyList<string> words) =>
        [.. words.Where(word => word.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).Select(word => At(start, word))];

    // What begins a word of its own needs a blank in front of it.
    private SearchCandidate At(int start, string word)
    {
        bool joins = start == _text.Length && start > 0 && !char.IsWhiteSpace(_text[^1]);
        return new SearchCandidate(_text[..start] + (joins ? " " : "") + word, word);
    }
}
