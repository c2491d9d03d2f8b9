namespace MlTrack.Stores.Sql.Search;

/// <summary>Lets the tables of <see cref="SearchScheme"/> be written in one expression.</summary>
internal static class SchemeAttributes
{
    /// <summary>Adds an attribute.</summary>
    /// <param name="attributes">The attributes so far; changed.</param>
    /// <param name="name">The attribute's name in filters.</param>
    /// <param name="column">Its column in the searched table; null if there is no such.</param>
    /// <param name="expression">What stands for it instead of a column.</param>
    /// <returns>The same dictionary.</returns>
    public static Dictionary<string, string> With(
        this Dictionary<string, string> attributes, string name, string? column, string? expression = null)
    {
        attributes[name] = expression ?? $"t.{column}";
        return attributes;
    }
}
