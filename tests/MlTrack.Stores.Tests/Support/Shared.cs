using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace MlTrack.Stores.Tests.Support;

/// <summary>The facts that lie beside the project; tests that need them skip where they are missing.</summary>
internal static class Shared
{
    public static string Find(string relative, [CallerFilePath] string source = "")
    {
        string root = Path.GetFullPath(Path.Join(Path.GetDirectoryName(source), "../../.."));
        string path = Path.Join(root, "../shared", relative);
        if (!File.Exists(path))
        {
            Assert.Skip($"../shared/{relative} is missing.");
        }

        return Path.GetFullPath(path);
    }

    /// <summary>Unpacks a sample database.</summary>
    public static string Unpack(string relative, TemporaryFolder folder)
    {
        string target = folder["sample.db"];
        using GZipStream source = new(File.OpenRead(Find(relative)), CompressionMode.Decompress);
        using FileStream file = File.Create(target);
        source.CopyTo(file);
        return target;
    }
}
