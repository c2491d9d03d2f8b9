using MlTrack.Bench.Contenders;
using MlTrack.Bench.Timing;

namespace MlTrack.Bench.Measures;

/// <summary>Files to be transferred, of bytes that don't compress.</summary>
internal static class ScratchFiles
{
    /// <summary>Makes files of one size in a folder.</summary>
    /// <returns>The folder.</returns>
    public static string Make(string folder, int count, int size)
    {
        byte[] content = new byte[size];
        for (int i = 0; i < count; i++)
        {
            new Random(i).NextBytes(content);
            File.WriteAllBytes(Path.Combine(folder, FormattableString.Invariant($"{i}.bin")), content);
        }

        return folder;
    }

    /// <summary>Times <c>cp</c>.</summary>
    /// <param name="source">A file or folder.</param>
    /// <param name="target">The folder to copy it into.</param>
    /// <returns>What it took.</returns>
    public static Turn Copy(string source, string target) =>
        Clock.Time(() => ChildProcess.Run("sh", ["-c", "cp -r \"$0\" \"$1\" && echo done", source, target], target));
}
