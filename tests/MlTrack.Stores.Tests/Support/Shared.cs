using System.IO.Compression;
using MlTrack.TestNeeds;

namespace MlTrack.Stores.Tests.Support;

/// <summary>The facts that lie beside the project; tests that need them skip where they are missing.</summary>
internal static class Shared
{
    /// <summary>A file among them.</summary>
    public static string Find(string relative) => Needs.Shared(relative.Split('/'));

    /// <summary>Reads a packed text.</summary>
    public static string ReadPacked(string relative)
    {
        using GZipStream source = new(File.OpenRead(Find(relative)), CompressionMode.Decompress);
        using StreamReader reader = new(source);
        return reader.ReadToEnd();
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
