using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class GetMlTrackingUriTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void The_variable_counts_until_a_command_sets_another()
    {
        Assert.Contains(_host.DatabasePath, _host.Get("(Get-MlTrackingUri).Uri").Single().ToString(), StringComparison.Ordinal);
        Assert.Contains("b.db", _host.Get("Set-MlTrackingUri ./b.db; [string](Get-MlTrackingUri)").Single().ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_host.Folder));
    }

    [Fact]
    public void Without_either_it_is_a_file_in_the_location_of_the_first_use()
    {
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_URI", null);
        Directory.CreateDirectory(Path.Combine(_host.Folder, "sub"));
        _host.Get("$null = New-MlExperiment x; $null = $ExecutionContext.SessionState.Path.SetLocation('sub'); $null = New-MlExperiment y");
        Assert.True(File.Exists(Path.Combine(_host.Folder, "mlflow.db")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_host.Folder, "sub")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sqlite:///mlflow.db")]
    public void A_key_press_is_no_use(string? variable)
    {
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_URI", variable);
        Directory.CreateDirectory(Path.Combine(_host.Folder, "sub"));
        _host.Get("$null = Start-MlRun x { Add-MlMetric acc 1 }");
        PowerShellHost.ForgetConnections();
        object found = _host.Get("""
            [System.Management.Automation.CommandCompletion]::CompleteInput('Find-MlRun metrics.', 19, $null).CompletionMatches.CompletionText
            $null = $ExecutionContext.SessionState.Path.SetLocation('sub')
            $null = New-MlExperiment y
            """).Single().ToString();
        Assert.Equal("metrics.acc", found);
        Assert.True(File.Exists(Path.Combine(_host.Folder, "sub", "mlflow.db")));
    }

    [Fact]
    public void A_malformed_variable_is_an_error_at_first_use()
    {
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_URI", "mssql://me:s3cret@x/y");
        ScriptResult result = _host.Run("Get-MlExperiment");
        Assert.Equal("InvalidUri", result.TerminatingId);
        Assert.Equal(ErrorCategory.InvalidArgument, result.Terminating!.CategoryInfo.Category);
        Assert.DoesNotContain("s3cret", result.Terminating.ToString() + result.Terminating.TargetObject, StringComparison.Ordinal);
    }
}
