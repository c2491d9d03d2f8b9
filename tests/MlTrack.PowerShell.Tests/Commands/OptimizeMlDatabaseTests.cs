using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class OptimizeMlDatabaseTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void It_reports_on_each_index()
    {
        PSObject[] reports = [.. _host.Get("Optimize-MlDatabase")];
        Assert.Equal(["runs", "latest_metrics", "params", "tags"], reports.Select(report => report.Properties["Table"].Value));
        Assert.All(reports, report =>
        {
            Assert.StartsWith("mltrack_", (string)report.Properties["Index"].Value, StringComparison.Ordinal);
            Assert.Equal("Created", report.Properties["Action"].Value.ToString());
        });
    }

    [Theory]
    [InlineData("Optimize-MlDatabase -WhatIf", "WouldCreate")]
    [InlineData("$WhatIfPreference = $true; Optimize-MlDatabase", "WouldCreate")]
    [InlineData("Optimize-MlDatabase -Remove -WhatIf", "Absent")]
    [InlineData("Optimize-MlDatabase -Remove", "Absent")]
    public void No_file_is_created_where_there_is_nothing_to_do(string script, string action)
    {
        Assert.Equal([action], Actions(script));
        Assert.Empty(Directory.GetFileSystemEntries(_host.Folder));
    }

    [Fact]
    public void What_WhatIf_tells_is_done_without_it()
    {
        _host.Get("Start-MlRun a { Add-MlMetric rmse 1 }; Start-MlRun b { Add-MlMetric rmse 3 }");
        Assert.Equal(["WouldCreate"], Actions("Optimize-MlDatabase -WhatIf"));
        Assert.Equal(["WouldCreate"], Actions("Optimize-MlDatabase -WhatIf"));
        Assert.Equal(["Created"], Actions("Optimize-MlDatabase"));
        Assert.Equal(["Present"], Actions("Optimize-MlDatabase"));
        Assert.Equal("a", _host.Get("(Find-MlRun 'metrics.rmse < 2').Name").Single().ToString());
        Assert.Equal(["WouldRemove"], Actions("Optimize-MlDatabase -Remove -WhatIf"));
        Assert.Equal(["Removed"], Actions("Optimize-MlDatabase -Remove"));
        Assert.Equal(["Absent"], Actions("Optimize-MlDatabase -Remove"));
        Assert.Equal("a", _host.Get("(Find-MlRun 'metrics.rmse < 2').Name").Single().ToString());
    }

    [Fact]
    public void A_store_that_must_not_be_created_ends_it()
    {
        ScriptResult result = _host.Run("Set-MlTrackingUri ./none.db -NoCreate; Optimize-MlDatabase -WhatIf");
        Assert.Equal("PathNotFound", result.TerminatingId);
        Assert.Empty(result.Output);
    }

    private string[] Actions(string script) =>
        [.. _host.Get(script).Select(report => report.Properties["Action"].Value.ToString()!).Distinct()];
}
