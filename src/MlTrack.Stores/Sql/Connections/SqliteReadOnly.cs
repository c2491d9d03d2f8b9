using System.Runtime.InteropServices;

namespace MlTrack.Stores.Sql.Connections;

/// <summary>
/// Which files must be opened as immutable: SQLite can't read a file that uses a write-ahead log where it may not create the log's
/// index; but where nobody can write, there is no log to read.
/// </summary>
internal static partial class SqliteReadOnly
{
    private const int WriteAccess = 2;
    private const int ReadOnlyFileSystem = 30;
    private const UnixFileMode AnyWriter = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Whether nobody can write a file and no log lies beside it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Whether it may be opened as immutable.</returns>
    public static bool IsImmutable(string path)
    {
        // The file itself isn't opened to find out: closing it would drop the locks that other connections of this process hold.
        FileInfo log = new(path + "-wal");
        return File.Exists(path) && (!log.Exists || log.Length == 0)
            && (IsUnwritable(path) || IsUnwritable(Path.GetDirectoryName(path)!));
    }

    private static bool IsUnwritable(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return File.Exists(path) && (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0;
        }

        // What is closed to us may be open to others: only where no one has the permission, root apart, the file stands still.
        return Access(path, WriteAccess) != 0
            && (Marshal.GetLastPInvokeError() == ReadOnlyFileSystem || (File.GetUnixFileMode(path) & AnyWriter) == 0);
    }

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
