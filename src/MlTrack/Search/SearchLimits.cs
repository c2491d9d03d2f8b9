namespace MlTrack.Search;

/// <summary>How many results a page may have, by kind of search (MLflow 3.17.2).</summary>
internal static class SearchLimits
{
    /// <summary>Refuses a number of results that a page can't have.</summary>
    /// <param name="kind">What is searched.</param>
    /// <param name="maxResults">The number.</param>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: it is too large, or below 1 where MLflow refuses that.</exception>
    public static void Check(SearchKind kind, int maxResults)
    {
        // MLflow lets 0 and less pass for registered models, and finds nothing.
        int minimum = kind == SearchKind.RegisteredModels ? int.MinValue : 1;
        int maximum = Maximum(kind);
        if (maxResults < minimum || maxResults > maximum)
        {
            throw MlErrors.InvalidValue(
                FormattableString.Invariant(
                    $"max_results is {maxResults}; a page of {SearchGrammar.Of(kind).Things} may have 1 to {maximum} results."),
                maxResults);
        }
    }

    private static int Maximum(SearchKind kind) => kind switch
    {
        SearchKind.RegisteredModels => MlLimits.ModelPageSize,
        SearchKind.ModelVersions => MlLimits.ModelVersionPageSize,
        _ => MlLimits.PageSize,
    };
}
