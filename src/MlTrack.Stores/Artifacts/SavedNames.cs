using System.Text;

namespace MlTrack.Stores;

/// <summary>
/// The names that a download has used, where the file system takes names that differ only by case for one: the second file of such a pair
/// must not replace the first.
/// </summary>
internal sealed class SavedNames
{
    // A number for each name, so that a million need few bytes; two that share one by accident are refused, not lost.
    private readonly HashSet<ulong> _taken = [];

    /// <summary>The names below a folder; null where the file system tells names apart as they are.</summary>
    /// <param name="folder">The full path of a folder that is there.</param>
    /// <exception cref="MlException">The folder can't be written.</exception>
    public static SavedNames? For(string folder) => IgnoresCase(folder) ? new SavedNames() : null;

    /// <summary>Takes a name; from any thread.</summary>
    /// <param name="path">The path below the folder.</param>
    /// <returns>Whether nobody has it yet.</returns>
    public bool Take(string path)
    {
        const ulong Start = 14695981039346656037;
        const ulong Step = 1099511628211;
        ulong number = Start;
        foreach (char c in path.Normalize(NormalizationForm.FormC).ToUpperInvariant())
        {
            number = (number ^ c) * Step;
        }

        lock (_taken)
        {
            return _taken.Add(number);
        }
    }

    private static bool IgnoresCase(string folder)
    {
        string probe = Path.Combine(folder, ArtifactPaths.UnfinishedPrefix + "case." + Path.GetRandomFileName().ToLowerInvariant());
        try
        {
            using FileStream file = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return File.Exists(Path.Combine(folder, Path.GetFileName(probe).ToUpperInvariant()));
        }
        catch (Exception exception) when (LocalErrors.Covers(exception))
        {
            throw LocalErrors.Writing(folder, exception);
        }
    }
}
