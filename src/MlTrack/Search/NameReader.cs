namespace MlTrack.Search;

/// <summary>Reads <c>[entity.]key</c> and finds out what it names.</summary>
internal sealed class NameReader
{
    private readonly SearchGrammar _grammar;
    private readonly TokenReader _tokens;

    /// <summary>Reads names for a kind of search.</summary>
    /// <param name="grammar">What the search knows.</param>
    /// <param name="tokens">Where to read.</param>
    public NameReader(SearchGrammar grammar, TokenReader tokens)
    {
        _grammar = grammar;
        _tokens = tokens;
    }

    private string Text => _tokens.Text;

    /// <summary>Reads the name that begins a comparison.</summary>
    /// <returns>What it names, with the comparators that it takes.</returns>
    public SearchField ReadFilterName()
    {
        Name name = ReadName(emptyKeys: false);
        FilterToken next = _tokens.Peek;
        if (next.Position == name.End
            && next.Kind is FilterTokenKind.Other or FilterTokenKind.Number or FilterTokenKind.BadNumber or FilterTokenKind.Word)
        {
            throw NeedsQuotes(name);
        }

        SearchEntity entity = name.Entity ?? SearchEntity.Attribute;
        if (_grammar.KeysOf(entity) is { } known)
        {
            SearchAttribute attribute = known.FirstOrDefault(one => one.FiltersAs(name.Key)) ?? throw UnknownKey(name, known, filters: true);
            CheckQuotes(name);
            string shown = Shown(name, attribute.Name);
            return entity == SearchEntity.Attribute
                ? new SearchField(attribute.StoredAs, attribute.StoredKey, attribute.Type, attribute.Comparators, shown)
                : new SearchField(entity, attribute.Name, attribute.Type, attribute.Comparators, shown);
        }

        string full = FilterErrors.Short(Shown(name, name.Key));
        return entity == SearchEntity.Metric
            ? new SearchField(entity, name.Key, SearchValueType.Number, SearchComparator.Numbers, full)
            : new SearchField(entity, name.Key, SearchValueType.Text, _grammar.KeyedComparators, full);
    }

    /// <summary>Reads the name of an order.</summary>
    /// <returns>The entity that keeps the key, and the key.</returns>
    public (SearchEntity Entity, string Key) ReadOrderName()
    {
        Name name = ReadName(emptyKeys: true);
        FilterToken next = _tokens.Peek;
        if (next.Position == name.End && next.Kind is FilterTokenKind.Other or FilterTokenKind.Number or FilterTokenKind.BadNumber)
        {
            throw NeedsQuotes(name);
        }

        SearchEntity entity = name.Entity ?? SearchEntity.Attribute;

        // Where orders are bare, MLflow takes backticks off only if a direction follows.
        bool isBare = name.Entity is null && (!name.Quoted || (Text[name.Position] == '`' && next.Kind != FilterTokenKind.End));
        if (!_grammar.OrderEntities.Contains(entity) || (_grammar.BareOrders && !isBare))
        {
            throw FilterErrors.At(Text, name.Position, name.Length,
                $"{Cap(_grammar.Things)} can't be ordered by {MlText.Show(Text.Substring(name.Position, name.Length))}. {Orderable}.");
        }

        if (entity != SearchEntity.Attribute)
        {
            return (entity, name.Key);
        }

        SearchAttribute attribute = _grammar.Attributes.FirstOrDefault(one => one.OrdersAs(name.Key))
            ?? throw UnknownKey(name, _grammar.Attributes, filters: false);
        return (attribute.StoredAs, attribute.StoredKey);
    }

    private string Orderable
    {
        get
        {
            List<string> words = [.. _grammar.Attributes.Where(one => one.Orders).Select(one => one.Name)];
            words.AddRange(_grammar.OrderEntities.Where(one => one != SearchEntity.Attribute).Select(one => _grammar.EntityName(one) + ".key"));
            return "Order by " + FilterErrors.Or(words);
        }
    }

    // With the spelling of the entity that the user chose, so that a message speaks of what is there.
    private string Shown(Name name, string key) => name.Entity is null or SearchEntity.Attribute
        ? key
        : Text[name.Position..name.KeyPosition] + (MlFilter.TryQuoteKey(key) ?? $"`{key}`");

    private Name ReadName(bool emptyKeys)
    {
        FilterToken first = _tokens.Take();
        if (_tokens.Peek.Kind != FilterTokenKind.Dot)
        {
            return first.Kind == FilterTokenKind.Word
                ? new Name(null, _tokens.TextOf(first), false, first.Position, first.Position, first.End)
                : new Name(null, _tokens.Inside(first), true, first.Position, first.Position, first.End);
        }

        SearchEntity entity = ReadEntity(first);
        FilterToken dot = _tokens.Take();
        FilterToken key = _tokens.Peek;
        bool adjacent = key.Position == dot.End;
        if (!adjacent || key.Kind is not (FilterTokenKind.Word or FilterTokenKind.Backticked or FilterTokenKind.Text))
        {
            if (key.Kind == FilterTokenKind.Unclosed)
            {
                throw _tokens.Unclosed(key);
            }

            return emptyKeys && (!adjacent || key.Kind == FilterTokenKind.End)
                ? new Name(entity, "", false, first.Position, dot.End, dot.End)
                : throw FilterErrors.At(Text, dot.End, 0, adjacent && key.Kind is not (FilterTokenKind.End or FilterTokenKind.Operator)
                    ? $"Here a key should follow, and {FilterErrors.Found(Text, key)} can't begin one. Put the key in backticks: "
                        + $"{_tokens.TextOf(first)}.`key`."
                    : $"The key is missing behind {_tokens.TextOf(first)}. with its dot: write {_tokens.TextOf(first)}.key, without blanks.");
        }

        _tokens.Take();
        int end = key.End;
        while (_tokens.Peek.Kind == FilterTokenKind.Dot && key.Kind == FilterTokenKind.Word)
        {
            FilterToken point = _tokens.Take();
            FilterToken part = _tokens.Peek;
            if (part.Kind != FilterTokenKind.Word || part.Position != point.End)
            {
                throw NeedsQuotes(new Name(entity, Text[key.Position..point.End], false, first.Position, key.Position, point.End));
            }

            end = _tokens.Take().End;
        }

        Name name = key.Kind == FilterTokenKind.Word
            ? new Name(entity, Text[key.Position..end], false, first.Position, key.Position, end)
            : new Name(entity, _tokens.Inside(key), true, first.Position, key.Position, end);
        return _tokens.Peek.Kind == FilterTokenKind.Dot ? throw NeedsQuotes(name) : name;
    }

    private SearchEntity ReadEntity(FilterToken token)
    {
        bool plain = token.Kind == FilterTokenKind.Word || (token.Kind == FilterTokenKind.Backticked && _grammar.QuotedEntities);
        string spelling = token.Kind == FilterTokenKind.Word ? _tokens.TextOf(token) : _tokens.Inside(token);
        if (plain && _grammar.FindEntity(spelling) is { } entity)
        {
            return entity;
        }

        List<string> known = [.. _grammar.Entities.Select(pair => pair.Key)];
        List<string> shown = [.. _grammar.Entities.DistinctBy(pair => pair.Value).Select(pair => pair.Key)];
        string? nearest = Suggestions.Nearest(spelling, known);
        string hint = nearest is null ? $"There is {FilterErrors.Or(shown)}."
            : nearest == spelling ? $"Write {nearest} without quotes."
            : nearest.Equals(spelling, StringComparison.OrdinalIgnoreCase) ? $"Write {nearest}: case matters here."
            : $"Did you mean {nearest}?";
        throw FilterErrors.At(Text, token, $"{Cap(_grammar.Things)} have nothing called {MlText.Show(spelling)}. {hint}");
    }

    private void CheckQuotes(Name name)
    {
        if (name.Quoted && name.Entity != SearchEntity.Dataset && !_grammar.QuotedAttributes)
        {
            throw FilterErrors.At(
                Text, name.KeyPosition, name.End - name.KeyPosition,
                $"The attributes of {_grammar.Things} are written without quotes: {FilterErrors.Short(name.Key)}.");
        }
    }

    private MlFilterException UnknownKey(Name name, IReadOnlyList<SearchAttribute> known, bool filters)
    {
        List<string> words = [.. known.Where(one => filters ? one.Comparators != SearchComparator.None : one.Orders).Select(one => one.Name)];
        if (name.Entity is null && _grammar.FindEntity(name.Key) is { } entity && (filters || _grammar.OrderEntities.Contains(entity)))
        {
            string example = _grammar.KeysOf(entity)?[0].Name ?? "key";
            return FilterErrors.At(Text, name.Position, name.Length,
                $"{FilterErrors.Short(name.Key)} is what stands before a key: write {name.Key}.{example}, with the key behind the dot.");
        }

        string shown = MlText.Show(name.Key);
        string what = name.Entity == SearchEntity.Dataset ? "Datasets have no" : $"{Cap(_grammar.Things)} have no attribute";
        string? nearest = known.FirstOrDefault(one => words.Contains(one.Name)
            && one.Misnomers.Contains(name.Key, StringComparer.OrdinalIgnoreCase))?.Name ?? Suggestions.Nearest(name.Key, words);
        string hint = nearest is not null ? $"Did you mean {nearest}?" : $"There is {FilterErrors.Or(words)}.";
        if (name.Entity is null && nearest is null && (filters || _grammar.OrderEntities.Contains(SearchEntity.Tag)))
        {
            hint += _grammar.Has(SearchEntity.Metric) ? " Keys of one's own are written metrics.key, params.key or tags.key."
                : " Tags are written tags.key.";
        }

        return FilterErrors.At(Text, name.KeyPosition, name.End - name.KeyPosition, $"{what} {shown}. {hint}");
    }

    /// <summary>How a key that holds blanks and has no quotes is written right: <c>metrics.`val loss`</c>.</summary>
    /// <param name="start">Where the name starts.</param>
    /// <param name="end">Where the words that belong to the key end.</param>
    /// <returns>The name; null if it has no free key, or quotes around it.</returns>
    public string? WithBackticks(int start, int end)
    {
        string name = Text[start..end];
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 || name.AsSpan().ContainsAny("`\"'") || _grammar.FindEntity(name[..dot]) is not { } entity || _grammar.KeysOf(entity) is not null
            ? null
            : $"{name[..dot]}.`{FilterErrors.Short(name[(dot + 1)..])}`";
    }

    // 'tags.my-key': takes what reaches to the next blank or comparator for the key that was meant.
    private MlFilterException NeedsQuotes(Name name)
    {
        int end = name.End;
        while (end < Text.Length && !char.IsWhiteSpace(Text[end]) && !"<>=!~'(),;".Contains(Text[end], StringComparison.Ordinal))
        {
            end++;
        }

        string key = Text[name.KeyPosition..end].Replace("`", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);
        string entity = Text[name.Position..name.KeyPosition];
        string advice = key.EndsWith('.') ? "The key ends with a dot; leave the dot out, or put the key in backticks if it belongs to it."
            : entity.Length > 0
            ? $"Keys that hold anything but letters, digits, _ and dots are put in backticks as a whole: {entity}`{FilterErrors.Short(key)}`."
            : "Attributes hold nothing but letters and _. Keys of one's own need their entity and backticks: metrics.`my-key`.";
        return FilterErrors.At(Text, name.KeyPosition, Math.Max(end, name.End) - name.KeyPosition, advice);
    }

    private static string Cap(string things) => char.ToUpperInvariant(things[0]) + things[1..];

    private readonly record struct Name(SearchEntity? Entity, string Key, bool Quoted, int Position, int KeyPosition, int End)
    {
        public int Length => End - Position;
    }
}
