namespace MlTrack.Stores;

/// <summary>Lazy sequences that are read page by page.</summary>
internal static class Paging
{
    /// <summary>The first page of a sequence: its objects should leave at once.</summary>
    public const int FirstPage = 100;

    /// <summary>The largest page: worth its round trip, and small enough to be held.</summary>
    public const int LargestPage = 4_000;

    /// <summary>Reads all pages one after the other, as they are asked for.</summary>
    /// <typeparam name="T">What the pages hold.</typeparam>
    /// <param name="maxResults">The most to return, 1 or more; null for all.</param>
    /// <param name="read">Reads a page by its size and token.</param>
    /// <returns>The items, in order.</returns>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: <paramref name="maxResults"/> is less than 1.</exception>
    public static IEnumerable<T> Read<T>(long? maxResults, Func<int, string?, MlPage<T>> read)
    {
        CheckMost(maxResults);
        return ReadAll();

        IEnumerable<T> ReadAll()
        {
            long left = maxResults ?? long.MaxValue;
            int size = FirstPage;
            string? token = null;
            do
            {
                // Nothing but the loop holds the page, so that it can go before the next one is read.
                foreach (T item in Next())
                {
                    yield return item;
                }
            }
            while (token is not null && left > 0);

            IReadOnlyList<T> Next()
            {
                MlPage<T> page = read((int)Math.Min(size, left), token);
                left -= page.Items.Count;
                token = page.NextPageToken;
                size = NextSize(size);
                return page.Items;
            }
        }
    }

    /// <summary>The size of the page after one of a size.</summary>
    /// <param name="size">A page's size.</param>
    /// <returns>The next page's size.</returns>
    public static int NextSize(int size) => Math.Min(size * 4, LargestPage);

    /// <summary>Checks how many results are asked for.</summary>
    /// <param name="maxResults">The most to return; null for all.</param>
    /// <exception cref="MlException">INVALID_PARAMETER_VALUE: it is less than 1.</exception>
    public static void CheckMost(long? maxResults)
    {
        if (maxResults is < 1)
        {
            throw MlErrors.InvalidValue(
                FormattableString.Invariant($"max_results is {maxResults}; it must be 1 or more."), maxResults);
        }
    }
}
