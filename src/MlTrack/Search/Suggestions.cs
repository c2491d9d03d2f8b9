namespace MlTrack.Search;

/// <summary>Finds what somebody meant among known words.</summary>
internal static class Suggestions
{
    private const int LongestWord = 40;

    /// <summary>The known word that is nearest to a written one.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="known">The known words.</param>
    /// <returns>The nearest; null if none is near.</returns>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > LongestWord)
        {
            return null;
        }

        string? nearest = null;

        // With half of the letters changed, any short word is near to any other.
        int best = Math.Min((written.Length / 3) + 1, written.Length / 2);
        foreach (string word in known)
        {
            if (word.Equals(written, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }

            int distance = Distance(written.ToUpperInvariant(), word.ToUpperInvariant());
            if (distance < best || (distance == best && nearest is null && distance < word.Length))
            {
                (nearest, best) = (word, distance);
            }
        }

        return nearest;
    }

    // Insertions, deletions, replacements and swaps of neighbours, one each.
    private static int Distance(string a, string b)
    {
        int[] older = new int[b.Length + 1];
        int[] old = new int[b.Length + 1];
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            old[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1] + 1, old[j] + 1), old[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], older[j - 2] + 1);
                }
            }

            (older, old, row) = (old, row, older);
        }

        return old[b.Length];
    }
}
