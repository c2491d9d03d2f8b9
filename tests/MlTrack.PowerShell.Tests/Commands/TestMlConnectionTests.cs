using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class TestMlConnectionTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_missing_file_is_a_success_that_creates_nothing()
    {
        PSObject status = _host.Get("Test-MlConnection").Single();
        Assert.Equal(true, status.Properties["Success"].Value);
        Assert.Contains("will be created", status.Properties["Message"].Value.ToString(), StringComparison.Ordinal);
        Assert.Null(status.Properties["SchemaRevision"].Value);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_host.Folder));
    }

    [Fact]
    public void A_store_tells_its_revision_and_version()
    {
        PSObject status = _host.Get("$null = New-MlExperiment a; Test-MlConnection").Single();
        Assert.Equal("0584bdc529eb", status.Properties["SchemaRevision"].Value);
        Assert.StartsWith("3.", status.Properties["ServerVersion"].Value.ToString(), StringComparison.Ordinal);
        Assert.IsType<TimeSpan>(status.Properties["Latency"].Value);
        Assert.Equal(true, _host.Get("Test-MlConnection -Quiet").Single().BaseObject);
    }

    [Fact]
    public void What_is_no_store_is_told_and_not_thrown()
    {
        File.WriteAllText(Path.Combine(_host.Folder, "a.db"), "this is text, not a database, and long enough to be read as a header");
        PSObject status = _host.Get("Set-MlTrackingUri ./a.db; Test-MlConnection").Single();
        Assert.Equal(false, status.Properties["Success"].Value);
        Assert.Equal(false, _host.Get("Test-MlConnection -Quiet").Single().BaseObject);
    }
}
