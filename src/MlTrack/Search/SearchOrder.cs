namespace MlTrack.Search;

/// <summary>One key of an order, checked.</summary>
/// <param name="Entity">The entity that keeps the key.</param>
/// <param name="Key">The key.</param>
/// <param name="Descending">Whether large values come first. Missing values come last either way.</param>
internal sealed record SearchOrder(SearchEntity Entity, string Key, bool Descending)
{
    /// <summary>The order as it was understood.</summary>
    /// <returns>Key and direction.</returns>
    public override string ToString() => SearchParser.Name(Entity, Key) + (Descending ? " DESC" : " ASC");
}
