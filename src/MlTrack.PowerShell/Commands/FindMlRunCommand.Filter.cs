using MlTrack.Search;

namespace MlTrack.Commands;

// What the filter means.
public sealed partial class FindMlRunCommand
{
    private SearchFilter Understand(string? text)
    {
        SearchFilter filter = SearchParser.ParseFilter(SearchKind.Runs, text);
        if (!filter.IsEmpty)
        {
            WriteVerbose($"The filter was understood as: {filter}");
        }

        return filter;
    }
}
