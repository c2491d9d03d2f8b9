using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class SetMlTrackingUriTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void It_says_nothing_and_opens_nothing()
    {
        Assert.Empty(_host.Get("Set-MlTrackingUri ./a.db"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_host.Folder));
    }

    [Fact]
    public void PassThru_shows_the_connection()
    {
        PSObject connection = _host.Get("Set-MlTrackingUri sqlite:///a.db -ArtifactRoot files -PassThru").Single();
        Assert.Equal("SQLite", connection.Properties["Backend"].Value.ToString());
        Assert.Equal(Path.Combine(_host.Folder, "files"), connection.Properties["ArtifactRoot"].Value);
        Assert.Contains(_host.Folder, connection.Properties["Uri"].Value.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$env:MLFLOW_REGISTRY_URI = 'ftp://x'; Set-MlTrackingUri ./a.db", "The registry URI (MLFLOW_REGISTRY_URI) 'ftp://x' ")]
    [InlineData("Set-MlTrackingUri ./a.db -RegistryUri ftp://x", "The registry URI 'ftp://x' ")]
    [InlineData("Set-MlTrackingUri ftp://x", "The tracking URI 'ftp://x' ")]
    public void An_error_names_the_URI_that_it_is_about(string script, string words) =>
        Assert.StartsWith(words, _host.RunUncaught(script).Errors.Single().Exception.Message, StringComparison.Ordinal);

    [Fact]
    public void Objects_go_back_to_the_store_that_they_came_from()
    {
        _host.Get("Set-MlTrackingUri ./a.db; $e = New-MlExperiment here; Set-MlTrackingUri ./b.db; $e | Remove-MlExperiment");
        Assert.Single(_host.Get("Get-MlExperiment"));
        Assert.Equal("Deleted", _host.Get("Set-MlTrackingUri ./a.db; Get-MlExperiment here").Single().Properties["LifecycleStage"].Value.ToString());
    }

    [Fact]
    public void The_store_before_keeps_no_connection_open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Open files are listed by Linux alone.");
        string file = Path.Combine(_host.Folder, "a.db");
        _host.Get("Set-MlTrackingUri ./a.db; $null = Get-MlExperiment");
        Assert.Contains(file, OpenFiles());
        _host.Get("Set-MlTrackingUri ./b.db; $null = Get-MlExperiment");
        Assert.DoesNotContain(file, OpenFiles());
        Assert.Single(_host.Get("Set-MlTrackingUri ./a.db; Get-MlExperiment"));

        static IEnumerable<string?> OpenFiles() =>
            [.. new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos().Select(link => link.LinkTarget)];
    }

    [Fact]
    public void The_file_stays_where_it_was_named_when_the_location_changes()
    {
        Directory.CreateDirectory(Path.Combine(_host.Folder, "sub"));
        _host.Get("Set-MlTrackingUri ./a.db; $ExecutionContext.SessionState.Path.SetLocation('sub') | Out-Null; $null = New-MlExperiment x");
        Assert.True(File.Exists(Path.Combine(_host.Folder, "a.db")));
        Assert.Equal(
            Path.Combine(_host.Folder, "sub", "mlruns", "1"),
            _host.Get("Get-MlExperiment x").Single().Properties["ArtifactLocation"].Value);
    }

    [Fact]
    public void A_path_on_a_drive_of_PowerShell_is_that_of_the_file_system()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_host.Folder, "on drive")).FullName;
        _host.Get(
            "$provider = $ExecutionContext.SessionState.Provider.GetOne('FileSystem'); $null = $ExecutionContext.SessionState.Drive.New("
            + $"[System.Management.Automation.PSDriveInfo]::new('Runs', $provider, '{folder}', '', $null), 'Global')");
        PSObject connection = _host.Get("Set-MlTrackingUri runs:/a.db -ArtifactRoot Runs:/files -PassThru").Single();
        Assert.Contains("on drive/a.db", connection.Properties["Uri"].Value.ToString()!.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Equal(Path.Combine(folder, "files"), connection.Properties["ArtifactRoot"].Value);
        Assert.Equal(
            Path.Combine(folder, "here"),
            _host.Get("New-MlExperiment a -ArtifactLocation Runs:here").Single().Properties["ArtifactLocation"].Value);
        Assert.True(File.Exists(Path.Combine(folder, "a.db")));

        // A folder is meant where a separator says so.
        Assert.EndsWith("on drive/new/mlflow.db", _host.Get("(Set-MlTrackingUri Runs:/new/ -PassThru).Uri").Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_runspace_shares_it()
    {
        _host.Get("Set-MlTrackingUri ./a.db; $null = New-MlExperiment shared");
        using var other = _host.OpenRunspace();
        using PowerShell shell = PowerShell.Create(other);
        Assert.Equal("shared", shell.AddScript("Get-MlExperiment shared").Invoke().Single().Properties["Name"].Value);
    }

    [Theory]
    [InlineData("Set-MlTrackingUri", "InvalidUri")]
    [InlineData("Set-MlTrackingUri ''", "InvalidUri")]
    [InlineData("Set-MlTrackingUri 'mssql://x/y'", "InvalidUri")]
    [InlineData("Set-MlTrackingUri 'sqlite:///a.db?colour=red'", "InvalidUri")]
    [InlineData("Set-MlTrackingUri ./noextension", "InvalidUri")]
    [InlineData("Set-MlTrackingUri databricks", "NotSupported")]
    [InlineData("Set-MlTrackingUri a.db -TimeoutSec 0", "InvalidValue")]
    [InlineData("Set-MlTrackingUri a.db -TimeoutSec x", "InvalidValue")]
    [InlineData("Set-MlTrackingUri a.db -MaximumRetryCount -1", "InvalidValue")]
    [InlineData("Set-MlTrackingUri a.db -ArtifactRoot ''", "InvalidUri")]
    public void What_is_wrong_fails_at_once(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Fact]
    public void A_password_in_a_URI_never_shows()
    {
        ScriptResult result = _host.Run("Set-MlTrackingUri 'mysql+pymysql://me:s3cret@db:99999/x?colour=red' -Verbose -PassThru");
        string everything = string.Join('\n', [.. result.Verbose, .. result.Errors.Select(e => e.ToString()), $"{result.Terminating}",
            $"{result.Terminating?.TargetObject}", $"{result.Terminating?.Exception}", .. result.Output.Select(o => o.ToString())]);
        Assert.NotNull(result.Terminating);
        Assert.DoesNotContain("s3cret", everything, StringComparison.Ordinal);
    }

    [Fact]
    public void NoCreate_creates_nothing()
    {
        ScriptResult result = _host.Run("Set-MlTrackingUri ./a.db -NoCreate; New-MlExperiment x");
        Assert.NotNull(result.Terminating ?? result.Errors.Single());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_host.Folder));
    }

    [Fact]
    public void WhatIf_leaves_the_connection()
    {
        string before = _host.Get("(Get-MlTrackingUri).Uri").Single().ToString();
        Assert.Empty(_host.Get("Set-MlTrackingUri ./a.db -WhatIf -PassThru"));
        Assert.Equal(before, _host.Get("(Get-MlTrackingUri).Uri").Single().ToString());
    }
}
