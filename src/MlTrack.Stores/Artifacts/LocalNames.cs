using System.Buffers;

namespace MlTrack.Stores;

/// <summary>Names that a store can have and this machine's file system can't. Only Windows has such names.</summary>
internal static class LocalNames
{
    private static readonly SearchValues<char> s_characters = SearchValues.Create("<>:\"|?*");

    private static readonly HashSet<string> s_devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>Refuses a part that Windows can't have, or would take for another: a device, a stream, a shortened name.</summary>
    public static void Check(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            return;
        }

        if (Array.Exists(path.Split('/'), IsImpossible))
        {
            throw MlErrors.InvalidName($"Windows can't have a file or folder {MlText.Show(path)}. Choose another name.", path);
        }
    }

    internal static bool IsImpossible(string name) =>
        name.AsSpan().ContainsAny(s_characters) || name.EndsWith('.') || name.EndsWith(' ')
        || s_devices.Contains(name.Split('.')[0].TrimEnd());
}
