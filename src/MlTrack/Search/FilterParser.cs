namespace MlTrack.Search;

/// <summary>
/// Reads <c>comparison (AND comparison)*</c>. Without recursion, one token of look-ahead, and the first mistake ends it.
/// </summary>
internal sealed class FilterParser
{
    /// <summary>
    /// The most comparisons of a filter. MLflow's own limit is lower (some 60, from the joins that SQLite allows); this one keeps a
    /// statement within what every engine takes.
    /// </summary>
    public const int MaximumComparisons = 500;

    private readonly SearchGrammar _grammar;
    private readonly string _text;
    private readonly TokenReader _tokens;
    private readonly NameReader _names;
    private readonly ValueReader _values;

    /// <summary>Starts at the beginning of a filter.</summary>
    /// <param name="grammar">What the search knows.</param>
    /// <param name="text">The filter.</param>
    public FilterParser(SearchGrammar grammar, string text)
    {
        _grammar = grammar;
        _text = text;
        _tokens = new TokenReader(text);
        _names = new NameReader(grammar, _tokens);
        _values = new ValueReader(_tokens);
    }

    /// <summary>Reads the whole filter.</summary>
    /// <returns>The comparisons, checked.</returns>
    public IReadOnlyList<SearchComparison> Parse()
    {
        List<SearchComparison> comparisons = [];
        if (_tokens.Peek.Kind == FilterTokenKind.End)
        {
            return _grammar.BlankIsNone ? comparisons : throw Error(
                0, _text.Length, $"The filter is blank. Leave it out to find all {_grammar.Things}, or write {Example}.");
        }

        while (true)
        {
            if (comparisons.Count == MaximumComparisons)
            {
                throw Error(_tokens.Peek.Position, 0, FormattableString.Invariant(
                    $"A filter may have up to {MaximumComparisons} comparisons; this one has more. Split the search, or use IN with a list."));
            }

            comparisons.Add(ReadComparison());
            FilterToken token = _tokens.Take();
            if (token.Kind == FilterTokenKind.End)
            {
                return comparisons;
            }

            if (!_tokens.IsWord(token, "AND"))
            {
                throw AfterComparison(token);
            }
        }
    }

    private string Example => _grammar.Has(SearchEntity.Metric) ? "metrics.rmse < 0.5" : "tags.team = 'alpha'";

    private SearchComparison ReadComparison()
    {
        int start = _tokens.Peek.Position;
        CheckStart(_tokens.Peek);
        SearchField field = _names.ReadFilterName();
        SearchComparator comparator = ReadComparator(field, start);
        object? value = (comparator & SearchComparator.Nulls) != 0 ? null : _values.Read(field, comparator);
        return new SearchComparison(field.Entity, field.Key, comparator, value);
    }

    private void CheckStart(FilterToken token)
    {
        string found = FilterErrors.Found(_text, token);
        switch (token.Kind)
        {
            case FilterTokenKind.Word or FilterTokenKind.Backticked when !_tokens.IsKeyword(token):
                return;
            case FilterTokenKind.Text when _text[token.Position] == '"':
                return;
            case FilterTokenKind.End:
                throw Error(token, $"The filter ends where a comparison should follow. Write one, such as {Example}.");
            case FilterTokenKind.Open:
                throw Error(token, "Filters have no parentheses around comparisons: all of them must hold. Leave the parentheses out.");
            case FilterTokenKind.Word when _tokens.IsWord(token, "NOT"):
                throw Error(token, "Filters have no NOT in front of a comparison. Turn the comparator round: != for =, <= for >, NOT IN for IN.");
            case FilterTokenKind.Word:
                throw Error(token, $"{found} stands where a comparison should begin. Write one, such as {Example}.");
            case FilterTokenKind.Text or FilterTokenKind.DollarText or FilterTokenKind.Number or FilterTokenKind.BadNumber:
                throw Error(token, $"{found} is a value, and the key comes first: write {Example}.");
            case FilterTokenKind.Unclosed:
                throw _tokens.Unclosed(token);
            default:
                throw _tokens.Misplaced(token) ?? Error(token, $"{found} can't begin a comparison. Write one, such as {Example}.");
        }
    }

    private SearchComparator ReadComparator(SearchField field, int nameStart)
    {
        FilterToken token = _tokens.Take();
        string known = SearchComparators.Words(field.Comparators);
        if (token.Kind == FilterTokenKind.End)
        {
            throw Error(token, $"A comparator is missing behind {field.Name}: write {known}.");
        }

        int start = token.Position;
        SearchComparator comparator = token.Kind switch
        {
            FilterTokenKind.Operator => SearchComparators.FromSigns(_text.AsSpan(start, token.Length)),
            FilterTokenKind.Word => ReadWords(token),
            FilterTokenKind.Unclosed => throw _tokens.Unclosed(token),
            FilterTokenKind.Other when SearchComparators.Meant(_tokens.TextOf(token)) is not null => SearchComparator.None,
            _ => throw PowerShellWords.Comparator(_tokens, token, field) ?? _tokens.Misplaced(token) ?? Error(
                token, $"{FilterErrors.Found(_text, token)} stands where a comparator should: {field.Name} takes {known}."),
        };

        int end = _tokens.TakenEnd;
        if (comparator == SearchComparator.None)
        {
            throw (token.Kind == FilterTokenKind.Word ? WordsOfKey(nameStart) : null) ?? Error(start, end - start, UnknownComparator(_text[start..end], field, known));
        }

        return (field.Comparators & comparator) != 0
            ? comparator
            : throw Error(start, end - start, Unsuitable(field, comparator, known));
    }

    // Reads the rest of IS [NOT] NULL and NOT IN. What is no comparator leaves the words that belong to it taken.
    private SearchComparator ReadWords(FilterToken first)
    {
        if (_tokens.IsWord(first, "IS"))
        {
            bool not = _tokens.TakeWord("NOT");
            return !_tokens.TakeWord("NULL") ? SearchComparator.None : not ? SearchComparator.IsNotNull : SearchComparator.IsNull;
        }

        if (_tokens.IsWord(first, "NOT"))
        {
            return _tokens.TakeWord("IN") ? SearchComparator.NotIn : TakeAny("LIKE", "ILIKE", "RLIKE", "REGEXP", "NULL");
        }

        return _tokens.IsWord(first, "LIKE") ? SearchComparator.Like
            : _tokens.IsWord(first, "ILIKE") ? SearchComparator.ILike
            : _tokens.IsWord(first, "IN") ? SearchComparator.In
            : _tokens.IsWord(first, "RLIKE") ? SearchComparator.RLike
            : SearchComparator.None;
    }

    // Words up to a comparator are what stands behind the first blank of a key.
    private MlFilterException? WordsOfKey(int nameStart)
    {
        int end = _tokens.TakenEnd;
        while (_tokens.Peek.Kind == FilterTokenKind.Word && !_tokens.IsKeyword(_tokens.Peek))
        {
            end = _tokens.Take().End;
        }

        FilterToken next = _tokens.Peek;
        bool isComparator = next.Kind == FilterTokenKind.Operator || (_tokens.IsKeyword(next) && !_tokens.IsWord(next, "AND"));
        return isComparator && _names.WithBackticks(nameStart, end) is { } name
            ? Error(nameStart, end - nameStart, $"A key that holds blanks is put in backticks: {name}.")
            : null;
    }

    private SearchComparator TakeAny(params string[] words)
    {
        _ = Array.Exists(words, _tokens.TakeWord);
        return SearchComparator.None;
    }

    private static string UnknownComparator(string written, SearchField field, string known)
    {
        string upper = written.ToUpperInvariant();
        if (upper.StartsWith("NOT", StringComparison.Ordinal) && upper.EndsWith("LIKE", StringComparison.Ordinal))
        {
            return $"Filters have no NOT LIKE: {field.Name} takes {known}. Find all and leave out what matches, with Where-Object.";
        }

        if (upper is "BETWEEN")
        {
            return $"Filters have no BETWEEN. Write two comparisons: {field.Name} >= 1 AND {field.Name} <= 2.";
        }

        if (upper.StartsWith("IS", StringComparison.Ordinal) && !char.IsLetter(upper.Length > 2 ? upper[2] : ' '))
        {
            return $"IS is followed by NULL or NOT NULL. For values, {field.Name} takes {known}.";
        }

        string? meant = SearchComparators.Meant(written)
            ?? Suggestions.Nearest(written, SearchComparators.Words(field.Comparators).Split([", ", " or "], StringSplitOptions.None));
        return meant is null
            ? $"{MlText.Show(written)} is no comparator: {field.Name} takes {known}."
            : $"{MlText.Show(written)} is no comparator. Did you mean {meant}? {field.Name} takes {known}.";
    }

    private string Unsuitable(SearchField field, SearchComparator comparator, string known)
    {
        string word = SearchComparators.Word(comparator);
        return (comparator, field.Entity) switch
        {
            (SearchComparator.IsNull or SearchComparator.IsNotNull, _) =>
                $"{word} asks whether a key is there, which only params and tags know: {field.Name} takes {known}.",
            (SearchComparator.In or SearchComparator.NotIn, _) => $"{field.Name} can't be compared with a list: it takes {known}.",
            (SearchComparator.RLike, _) when _grammar.Kind != SearchKind.Traces => $"RLIKE is for traces only: {field.Name} takes {known}.",
            (SearchComparator.Like or SearchComparator.ILike or SearchComparator.RLike, _) =>
                $"{word} is for texts, and {field.Name} is a number: it takes {known}.",
            (_, SearchEntity.Param or SearchEntity.Tag or SearchEntity.Metadata) =>
                $"{field.Name} is a text and has no order, so {word} can't compare it: it takes {known}. Log it as a metric to compare numbers.",
            _ => $"{word} can't compare {field.Name}: it takes {known}.",
        };
    }

    private MlFilterException AfterComparison(FilterToken token)
    {
        string found = FilterErrors.Found(_text, token);
        if (_tokens.IsWord(token, "OR"))
        {
            return Error(token, "MLflow's filters have no OR. Search once for each side and put the results together, "
                + "or use IN with a list where the key takes one.");
        }

        if (_values.DecimalComma(token) is { } comma)
        {
            return comma;
        }

        if (token.Kind == FilterTokenKind.Unclosed || token.Position == _tokens.ValueEnd)
        {
            MlFilterException? quotes = _values.QuotesInside(token);
            if (quotes is not null)
            {
                return quotes;
            }
        }

        return token.Kind switch
        {
            FilterTokenKind.Unclosed => _tokens.Unclosed(token),
            FilterTokenKind.Comma => Error(token, "Comparisons are joined by AND, not by commas."),
            FilterTokenKind.Close => Error(token, "There is no ( for this ). Filters have no parentheses around comparisons; leave it out."),
            FilterTokenKind.Word or FilterTokenKind.Backticked or FilterTokenKind.Text when !_tokens.IsKeyword(token) =>
                Error(token.Position, 0, $"AND is missing before {found}: comparisons are joined by AND."),
            _ => PowerShellWords.Joint(_tokens, token) ?? _tokens.Misplaced(token)
                ?? Error(token, $"{found} stands where AND or the end should."),
        };
    }

    private MlFilterException Error(FilterToken token, string explanation) => FilterErrors.At(_text, token, explanation);

    private MlFilterException Error(int position, int length, string explanation) =>
        FilterErrors.At(_text, position, length, explanation);
}
