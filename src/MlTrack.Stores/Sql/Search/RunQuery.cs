using MlTrack.Search;
using MlTrack.Stores.Sql.Dialects;
using MlTrack.Stores.Sql.Schema;

namespace MlTrack.Stores.Sql.Search;

/// <summary>A search of runs, understood once for all the statements that it takes.</summary>
internal sealed record RunQuery
{
    /// <summary>Parses a search and checks it for an engine.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="capabilities">What the database has.</param>
    /// <param name="search">What to look for.</param>
    /// <exception cref="MlFilterException">The filter or order can't be understood, or the engine can't take it.</exception>
    public RunQuery(SqlDialect dialect, SchemaCapabilities capabilities, RunSearch search)
    {
        Dialect = dialect;
        Capabilities = capabilities;
        Search = search;
        Scheme = SearchScheme.Of(SearchKind.Runs, capabilities);
        Comparisons = EngineFilter.Parse(dialect, SearchKind.Runs, search.Filter);
        Sorting = new SearchSorting(dialect, Scheme, SearchParser.ParseOrder(SearchKind.Runs, search.OrderBy));
    }

    /// <summary>The engine.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>What the database has.</summary>
    public SchemaCapabilities Capabilities { get; init; }

    /// <summary>What to look for.</summary>
    public RunSearch Search { get; }

    /// <summary>Where runs are found.</summary>
    public SearchScheme Scheme { get; }

    /// <summary>The filter's comparisons.</summary>
    public IReadOnlyList<SearchComparison> Comparisons { get; }

    /// <summary>The order.</summary>
    public SearchSorting Sorting { get; }
}
