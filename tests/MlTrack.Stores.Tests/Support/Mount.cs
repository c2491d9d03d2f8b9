using System.Diagnostics;

namespace MlTrack.Stores.Tests.Support;

/// <summary>A small file system in memory, for full and read-only disks. Needs Linux and root; tests skip without.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string _path;

    public Mount(TemporaryFolder folder, string size)
    {
        _path = folder["mount"];
        Directory.CreateDirectory(_path);
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", _path) != 0)
        {
            Assert.Skip("Mounting a small file system needs Linux and root.");
        }
    }

    public string this[string name] => Path.Join(_path, name);

    public void MakeReadOnly() => Assert.Equal(0, Run("mount", "-o", "remount,ro", _path));

    public void Dispose() => Run("umount", _path);

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
