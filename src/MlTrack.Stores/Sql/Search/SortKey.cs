namespace MlTrack.Stores.Sql.Search;

/// <summary>One column of a page's order.</summary>
/// <param name="Expression">The expression, in terms of the searched table.</param>
/// <param name="Descending">Whether large values come first.</param>
/// <param name="NullsFirst">Where NULL goes; null for a column that has none.</param>
internal sealed record SortKey(string Expression, bool Descending, bool? NullsFirst);
