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
}
