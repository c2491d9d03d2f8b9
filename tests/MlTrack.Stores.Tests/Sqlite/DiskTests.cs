using MlTrack.Stores.Tests.Support;

namespace MlTrack.Stores.Tests.Sqlite;

/// <summary>Disks that are full, or can't be written.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Mount> _mounts = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _mounts.ForEach(mount => mount.Dispose());
        _folder.Dispose();
    }

    [Theory]
    [InlineData("wal")]
    [InlineData("delete")]
    public void FullDiskIsToldAndSpoilsNothing(string journal)
    {
        Mount mount = NewMount("1500k");
        using (MlClient client = MlStore.Connect($"sqlite:///{mount["mlflow.db"]}?journal_mode={journal}"))
        {
            MlRun run = client.CreateRun(new NewRun("0"), cancellationToken: Token);
            int stored = 0;
            MlException? failure = null;
            while (failure is null)
            {
                try
                {
                    client.LogBatch(
                        new RunBatch(run.RunId)
                        {
                            Params = [new($"p{stored}", new string('x', 5000))],
                            Metrics = [.. Enumerable.Range(0, 50).Select(i => new MetricPoint("m", i, i, (stored * 50) + i))],
                        },
                        cancellationToken: Token);
                    stored++;
                }
                catch (MlException full)
                {
                    failure = full;
                }
            }

            Assert.Equal((MlErrorCode.InternalError, MlEntity.Disk), (failure.ErrorCode, failure.Entity));
            Assert.Contains("disk is full", failure.Message, StringComparison.Ordinal);
            Assert.InRange(stored, 1, 1000);
            MlRun read = client.GetRun(run.RunId, Token);
            Assert.Equal(stored, read.Params.Count);
            Assert.Equal((stored * 50) - 1, client.GetMetricHistory(run.RunId, null, Token).Max(point => point.Step));
        }

        Assert.Equal("ok", RawSql.Text(mount["mlflow.db"], "PRAGMA integrity_check"));
    }

    [Fact]
    public void FullDiskAtCreationIsTold()
    {
        Mount mount = NewMount("64k");
        using MlClient client = MlStore.Connect(mount["mlflow.db"]);
        MlException failure = Assert.Throws<MlException>(() => client.Store.Open(Token));
        Assert.Equal((MlErrorCode.InternalError, MlEntity.Disk), (failure.ErrorCode, failure.Entity));
    }

    [Theory]
    [InlineData("wal")]
    [InlineData("delete")]
    public void ReadOnlyDiskIsReadAndRefusesWrites(string journal)
    {
        Mount mount = NewMount("10m");
        string path = mount["ml flow?.db"];
        string uri = $"sqlite:///{path.Replace("?", "%3F", StringComparison.Ordinal)}?journal_mode={journal}";
        string runId;
        using (MlClient writer = MlStore.Connect(uri))
        {
            runId = writer.CreateRun(new NewRun("0"), cancellationToken: Token).RunId;
        }

        mount.MakeReadOnly();
        using MlClient client = MlStore.Connect(uri);
        Assert.Equal(runId, client.GetRun(runId, Token).RunId);
        Assert.True(client.Store.Test(Token).Success);
        MlException failure = Assert.Throws<MlException>(() => client.LogParam(runId, "p", "1", Token));
        Assert.Equal(MlErrorCode.PermissionDenied, failure.ErrorCode);
        Assert.Contains("read-only", failure.Message, StringComparison.Ordinal);
        using MlClient other = MlStore.Connect(mount["new.db"]);
        Assert.Equal(MlErrorCode.PermissionDenied, Assert.Throws<MlException>(() => other.Store.Open(Token)).ErrorCode);
    }

    [Fact]
    public void FileWithoutPermissionsIsRefused()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Permission bits bind neither Windows nor root.");
        }

        string path = _folder["mlflow.db"];
        using (MlClient writer = MlStore.Connect(path))
        {
            writer.Store.Open(Token);
        }

        SetMode(path, UnixFileMode.UserRead);
        using (MlClient client = MlStore.Connect(path))
        {
            Assert.Equal("Default", client.GetExperiment("0", Token).Name);
            MlException failure = Assert.Throws<MlException>(() => client.CreateRun(new NewRun("0"), cancellationToken: Token));
            Assert.Equal(MlErrorCode.PermissionDenied, failure.ErrorCode);
        }

        SetMode(path, UnixFileMode.None);
        using MlClient blind = MlStore.Connect(path);
        Assert.Equal(MlErrorCode.PermissionDenied, Assert.Throws<MlException>(() => blind.Store.Open(Token)).ErrorCode);
        SetMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void FolderWithoutPermissionsIsReadAndRefusesWrites()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Permission bits bind neither Windows nor root.");
        }

        string folder = _folder["closed"];
        Directory.CreateDirectory(folder);
        string path = Path.Join(folder, "mlflow.db");
        using (MlClient writer = MlStore.Connect(path))
        {
            writer.Store.Open(Token);
        }

        SetMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            using MlClient client = MlStore.Connect(path);
            Assert.Equal("Default", client.GetExperiment("0", Token).Name);
            MlException failure = Assert.Throws<MlException>(() => client.CreateRun(new NewRun("0"), cancellationToken: Token));
            Assert.Equal(MlErrorCode.PermissionDenied, failure.ErrorCode);
            using MlClient other = MlStore.Connect(Path.Join(folder, "new.db"));
            Assert.Equal(MlErrorCode.PermissionDenied, Assert.Throws<MlException>(() => other.Store.Open(Token)).ErrorCode);
        }
        finally
        {
            SetMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private Mount NewMount(string size)
    {
        Mount mount = new(_folder, size);
        _mounts.Add(mount);
        return mount;
    }
}
