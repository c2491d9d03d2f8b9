using System.Runtime.InteropServices;
using System.Text;

namespace MlTrack.Stores;

/// <summary>Tells files from pipes, sockets and devices, which .NET can't, and where opening one may wait for ever.</summary>
internal static class SpecialFiles
{
    private const int CurrentFolder = -100;
    private const uint TypeWanted = 1;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>Whether a path that reports no length is a pipe, socket or device. Unknown counts as no.</summary>
    public static bool IsSpecial(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        // statx has one layout on every architecture, of 256 bytes; stat has not.
        byte[] status = new byte[256];
        try
        {
            return Statx(CurrentFolder, Encoding.UTF8.GetBytes(path + '\0'), 0, TypeWanted, status) == 0
                && (BitConverter.ToUInt16(status, ModeOffset) & TypeMask) != RegularFile;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] status);
}
