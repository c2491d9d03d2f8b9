using System.Diagnostics;
using System.Text;

namespace MlTrack.Stores.Tests.Artifacts;

/// <summary>The contract on a local folder, and what only a local folder has.</summary>
public sealed class LocalArtifactStoreTests : ArtifactStoreContract
{
    private readonly TempFolder _root = new();

    protected override IArtifactStore Open() => new LocalArtifactStore(_root["run/artifacts"]);

    public override void Dispose()
    {
        _root.Dispose();
        base.Dispose();
    }

    [Fact]
    public void Nothing_is_made_before_the_first_write()
    {
        using IArtifactStore store = Open();
        _ = store.Find("", Token);
        Assert.Empty(_root.Files());
        Assert.False(Directory.Exists(_root["run"]));
    }

    [Fact]
    public void A_file_in_the_place_of_a_folder_is_in_the_way_and_so_is_the_opposite()
    {
        using IArtifactStore store = Open();
        Put(store, "file", "x");
        store.MakeFolder("folder", Token);
        Expect(MlErrorCode.ResourceAlreadyExists, MlEntity.Path, () => Put(store, "file/below", "x"));
        Expect(MlErrorCode.ResourceAlreadyExists, MlEntity.Path, () => store.MakeFolder("file", Token));
        Expect(MlErrorCode.ResourceAlreadyExists, MlEntity.Path, () => Put(store, "folder", "x"));
        Assert.Equal(["run/artifacts/file"], _root.Files());
    }

    [Fact]
    public void Unfinished_files_are_never_listed()
    {
        using IArtifactStore store = Open();
        Put(store, "f", "x");
        _root.Write("run/artifacts/.artifact.uploading.abc");
        Assert.Equal(["f"], store.List("", Token).Select(entry => entry.Path));
        Assert.Equal(["f"], store.Walk("", Token).Select(entry => entry.Path));
    }

    [Fact]
    public void While_a_file_is_written_its_name_does_not_exist()
    {
        using IArtifactStore store = Open();
        bool seen = false;
        using CancellationTokenSource stop = new();
        using EndlessStream endless = new(read =>
        {
            seen |= File.Exists(_root["run/artifacts/f"]) || store.Find("f", Token) is not null;
            if (read > 3_000_000)
            {
                stop.Cancel();
            }
        });
        Assert.ThrowsAny<OperationCanceledException>(() => store.Upload(endless, "f", null, stop.Token));
        Assert.False(seen);
        Assert.Empty(_root.Files());
    }

    [Fact]
    public void A_folder_that_may_not_be_written_is_permission_denied()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a folder that even an administrator can't write to");
        using LocalArtifactStore store = new("/sys/mltrack");
        Expect(MlErrorCode.PermissionDenied, MlEntity.Path, () => Put(store, "f", "x"));
    }

    [Fact]
    public void A_full_disk_is_said_and_leaves_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "mounting a small disk needs root on Linux");
        string disk = _root.MakeFolder("disk");
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk) == 0, "a tmpfs can't be mounted here");
        try
        {
            using LocalArtifactStore store = new(disk);
            using EndlessStream endless = new(_ => { });
            MlException error = Expect(MlErrorCode.InternalError, MlEntity.Disk, () => store.Upload(endless, "a/f", null, Token));
            Assert.Contains("full", error.Message, StringComparison.Ordinal);
            Assert.Contains(Path.Combine(disk, "a", "f"), error.Message, StringComparison.Ordinal);
            Assert.Empty(_root.Files());
            Put(store, "a/small", "still works");
        }
        finally
        {
            Run("umount", disk);
        }
    }

    [Fact]
    public void A_name_that_the_file_system_cannot_have_is_an_invalid_name()
    {
        using IArtifactStore store = Open();
        MlException error = Assert.Throws<MlException>(() => Put(store, new string('x', 300), "x"));
        Assert.Equal(MlErrorCode.InvalidParameterValue, error.ErrorCode);
        Assert.Empty(_root.Files());
    }

    [Fact]
    public void Pipes_and_devices_are_refused_and_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mkfifo", Local["pipe"]) == 0, "needs mkfifo");
        using IArtifactStore store = Open();
        foreach (string path in new[] { Local["pipe"], "/dev/zero" })
        {
            Stopwatch watch = Stopwatch.StartNew();
            Expect(MlErrorCode.InvalidParameterValue, MlEntity.Name, () => store.Upload(path, "x", null, Token));
            Assert.True(watch.ElapsedMilliseconds < 1000);
        }
    }

    [Fact]
    public void A_file_that_reports_no_length_is_read_to_its_end()
    {
        Assert.SkipUnless(File.Exists("/proc/self/status"), "needs /proc");
        using IArtifactStore store = Open();
        store.Upload("/proc/self/status", "status", null, Token);
        Assert.Contains("Pid:", Encoding.UTF8.GetString(Read(store, "status")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_grows_is_stored_as_it_was_and_one_that_shrinks_is_an_error()
    {
        using IArtifactStore store = Open();
        string log = Local.Write("log", new string('x', 3_000_000));
        store.Upload(log, "grows", _ => File.AppendAllText(log, "more"), Token);
        Assert.Equal(3_000_000, store.Find("grows", Token)!.Size);

        MlException error = Expect(MlErrorCode.ResourceDoesNotExist, MlEntity.Path, () => store.Upload(
            log, "shrinks", _ => { using FileStream file = new(log, FileMode.Truncate); }, Token));
        Assert.Contains(log, error.Message, StringComparison.Ordinal);
        Assert.Null(store.Find("shrinks", Token));
        Assert.Equal(["run/artifacts/grows"], _root.Files());
    }

    [Fact]
    public void Permissions_come_along_as_in_MLflow()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no mode bits");
            return;
        }

        using IArtifactStore store = Open();
        string secret = Local.Write("key");
        File.SetUnixFileMode(secret, UnixFileMode.UserRead);
        store.Upload(secret, "key", null, Token);
        store.Upload(secret, "key", null, Token);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_root["run/artifacts/key"]));
    }

    [Fact]
    public void A_large_file_needs_little_memory()
    {
        using IArtifactStore store = Open();
        using (FileStream big = File.Create(Local["big"]))
        {
            big.SetLength(300_000_000);
        }

        Put(store, "warm", "x");
        long before = GC.GetAllocatedBytesForCurrentThread();
        store.Upload(Local["big"], "big", null, Token);
        Assert.Equal(300_000_000, store.Find("big", Token)!.Size);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000);
    }

    private static int Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
