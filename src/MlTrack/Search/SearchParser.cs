namespace MlTrack.Search;

/// <summary>Turns filters and orders into checked trees, or explains what is wrong with them.</summary>
internal static class SearchParser
{
    /// <summary>The most keys of an order; each may need a join, of which engines allow some 60.</summary>
    public const int MaximumKeys = 50;

    /// <summary>Parses and checks a filter.</summary>
    /// <param name="kind">What is searched.</param>
    /// <param name="text">The filter; null or empty lets everything through.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="MlFilterException">It can't be understood; the only exception that any text can cause.</exception>
    public static SearchFilter ParseFilter(SearchKind kind, string? text) => string.IsNullOrEmpty(text)
        ? new SearchFilter(kind, [])
        : new SearchFilter(kind, new FilterParser(SearchGrammar.Of(kind), text).Parse());

    /// <summary>Parses and checks an order, one key an entry.</summary>
    /// <param name="kind">What is searched.</param>
    /// <param name="orderBy">The entries, such as <c>metrics.acc DESC</c>.</param>
    /// <returns>The keys; those that a kind lets be repeated are left out the second time.</returns>
    /// <exception cref="MlFilterException">An entry can't be understood; the only exception that any text can cause.</exception>
    public static IReadOnlyList<SearchOrder> ParseOrder(SearchKind kind, IReadOnlyList<string> orderBy)
    {
        SearchGrammar grammar = SearchGrammar.Of(kind);
        List<SearchOrder> orders = new(orderBy.Count);
        HashSet<(SearchEntity, string)> seen = [];
        foreach (string? given in orderBy)
        {
            string entry = given ?? "";
            SearchOrder order = new OrderParser(grammar, entry).Parse();
            if (orders.Count == MaximumKeys)
            {
                throw FilterErrors.At(
                    entry, 0, entry.Length, FormattableString.Invariant($"An order may have up to {MaximumKeys} keys; this one has more."));
            }

            if (seen.Add((order.Entity, order.Key)))
            {
                orders.Add(order);
            }
            else if (!grammar.RepeatedOrders)
            {
                throw FilterErrors.At(
                    entry, 0, entry.Length, $"{FilterErrors.Short(Name(order.Entity, order.Key))} is in the order twice; leave one out.");
            }
        }

        return orders;
    }

    /// <summary>How a key is written with its entity.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="key">The key.</param>
    /// <returns>The key alone for an attribute, else <c>metrics.key</c> with quotes where they are needed.</returns>
    public static string Name(SearchEntity entity, string key)
    {
        string shown = MlFilter.TryQuoteKey(key) ?? $"`{key}`";
        return entity switch
        {
            SearchEntity.Attribute => key,
            SearchEntity.Metric => "metrics." + shown,
            SearchEntity.Param => "params." + shown,
            SearchEntity.Tag => "tags." + shown,
            SearchEntity.Dataset => "datasets." + shown,
            SearchEntity.Metadata => "metadata." + shown,
            _ => $"{entity.ToString().ToLowerInvariant()}.{shown}",
        };
    }
}
