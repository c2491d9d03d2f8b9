using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

/// <summary>The machine's load as metrics of the runs that are open.</summary>
public sealed class SystemMetricsTests : IDisposable
{
    private const string Enable = "$env:MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING = 'true'; ";
    private const string CountPoints = "@(Find-MlRun -ViewType All | Get-MlMetric system/disk_usage_percent*).Count";

    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Start-MlRun x -LogSystemMetrics { }")]
    [InlineData("Start-MlRun x -LogSystemMetrics { Stop-MlRun }")]
    [InlineData("Start-MlRun x -LogSystemMetrics { throw 'x' }")]
    [InlineData("$null = Start-MlRun x -LogSystemMetrics; Stop-MlRun")]
    [InlineData("$null = Start-MlRun x -LogSystemMetrics; Get-MlRun | Stop-MlRun -Status Killed")]
    [InlineData(Enable + "Start-MlRun x { }")]
    [InlineData("$env:MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL = '0.5'; Start-MlRun x -LogSystemMetrics { }")]
    public void A_short_run_has_one_point(string script)
    {
        _host.Run($"try {{ {script} }} catch {{ }}");
        Assert.Equal("1", One(CountPoints));
    }

    [Theory]
    [InlineData("Start-MlRun x { }")]
    [InlineData(Enable + "Start-MlRun x -LogSystemMetrics:$false { }")]
    [InlineData(Enable + "Start-MlRun x -WhatIf { }")]
    public void Nobody_is_watched_unasked(string script)
    {
        _host.Run(script);
        Assert.Equal("0", One(CountPoints));
    }

    [Fact]
    public void A_resumed_run_goes_on_with_its_steps()
    {
        _host.Run("Start-MlRun x -LogSystemMetrics { }; Start-MlRun -RunId (Find-MlRun).RunId -LogSystemMetrics { }");
        Assert.Equal("0 1", One("(Find-MlRun | Get-MlMetric system/disk_usage_percentage).Step -join ' '"));
    }

    [Theory]
    [InlineData("MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL", "often")]
    [InlineData("MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL", "-1")]
    [InlineData("MLFLOW_SYSTEM_METRICS_SAMPLES_BEFORE_LOGGING", "-1")]
    [InlineData("MLFLOW_SYSTEM_METRICS_SAMPLES_BEFORE_LOGGING", "1.5")]
    [InlineData("MLFLOW_SYSTEM_METRICS_NODE_ID", "a/../b")]
    public void A_malformed_variable_is_told_before_there_is_a_run(string variable, string value)
    {
        string message = One($"$env:{variable} = '{value}'; try {{ Start-MlRun x -LogSystemMetrics }} catch {{ $_.Exception.Message }}");
        Assert.Contains(value, message, StringComparison.Ordinal);
        Assert.Equal("0", One("@(Find-MlRun).Count"));
    }

    [Fact]
    public void Zero_means_the_default_as_in_MLflow()
    {
        _host.Run(
            "$env:MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL = '0'; $env:MLFLOW_SYSTEM_METRICS_SAMPLES_BEFORE_LOGGING = '0'; "
            + "Start-MlRun x -LogSystemMetrics { Start-Sleep -Milliseconds 300 }");
        Assert.Equal("1", One(CountPoints));
    }

    [Fact]
    public void A_run_that_vanishes_is_a_warning_at_its_end()
    {
        Assert.Contains(
            _host.Get("Start-MlRun x -LogSystemMetrics { Get-MlRun | Remove-MlRun } 3>&1"),
            line => line.ToString().Contains("System metrics are not logged any more", StringComparison.Ordinal));
    }

    private string One(string script) => Assert.Single(_host.Get(script)).ToString();
}
