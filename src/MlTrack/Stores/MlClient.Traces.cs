using MlTrack.Search;

namespace MlTrack.Stores;

public sealed partial class MlClient
{
    /// <summary>Reads one page of the ids of traces, as MLflow's search_traces finds them.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="maxResults">1 to 50000; 100 by default.</param>
    /// <param name="pageToken">From the page before; null for the first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The page: request ids.</returns>
    /// <exception cref="MlException">
    /// INVALID_PARAMETER_VALUE: the filter, the order, an id, the number or the token can't be used; NOT_IMPLEMENTED: the backend doesn't
    /// search traces.
    /// </exception>
    public MlPage<string> SearchTraces(
        TraceSearch search, int maxResults = DefaultTraces, string? pageToken = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        SearchLimits.Check(SearchKind.Traces, maxResults);
        return Store.SearchTraces(search, maxResults, pageToken, cancellationToken);
    }

    private const int DefaultTraces = 100;
}
