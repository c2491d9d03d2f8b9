using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class StopMlRunTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public StopMlRunTests() => _host.Get(Scripts.RoundTrip + "$r = Start-MlRun fit");

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Stop-MlRun", "Finished")]
    [InlineData("Stop-MlRun -Status Failed", "Failed")]
    [InlineData("Stop-MlRun -Status killed", "Killed")]
    [InlineData("Stop-MlRun $r.RunId", "Finished")]
    [InlineData("Stop-MlRun $r", "Finished")]
    [InlineData("$r | Stop-MlRun", "Finished")]
    [InlineData("$r.RunId | Stop-MlRun -Status Failed", "Failed")]
    [InlineData("RoundTrip $r | Stop-MlRun", "Finished")]
    [InlineData("[pscustomobject]@{ run_id = $r.RunId; Status = 'KILLED'; EndTime = 'x' } | Stop-MlRun", "Finished")]
    [InlineData("Stop-MlRun; $r | Stop-MlRun -Status Killed", "Killed")]
    public void It_ends_the_run_and_says_nothing(string script, string status)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal(status, One("($r | Get-MlRun).Status"));
        Assert.Equal("True", One("$null -ne ($r | Get-MlRun).EndTime"));
        Assert.Equal("NoActiveRun", _host.Run("Get-MlRun").TerminatingId);
    }

    [Theory]
    [InlineData("1700000000123", 1700000000123)]
    [InlineData("'1700000000123'", 1700000000123)]
    [InlineData("'2023-11-14T22:13:20.123Z'", 1700000000123)]
    [InlineData("[datetime]::new(2023, 11, 14, 22, 13, 20)", 1700000000000)]
    [InlineData("[datetimeoffset]::FromUnixTimeMilliseconds(1700000000123)", 1700000000123)]
    public void The_end_may_be_given(string time, long expected) => Assert.Equal(
        expected, (long)_host.Get($"(Stop-MlRun -EndTime ({time}) -PassThru).EndTime.ToUnixTimeMilliseconds()").Single().BaseObject);

    [Theory]
    [InlineData("Stop-MlRun -EndTime yesterday", "InvalidValue")]
    [InlineData("Stop-MlRun -EndTime -1", "InvalidValue")]
    [InlineData("Stop-MlRun -EndTime $null", "InvalidValue")]
    [InlineData("Stop-MlRun ''", "InvalidId")]
    [InlineData("Stop-MlRun $null", "InvalidId")]
    [InlineData("Stop-MlRun nope", "RunNotFound")]
    [InlineData("Stop-MlRun; Stop-MlRun", "NoActiveRun")]
    [InlineData("Stop-MlRun -Status Done", "CannotConvertArgumentNoMessage")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Contains(
        id, _host.Run(script) is { TerminatingId: { } terminating } ? [terminating] : _host.Run(script).ErrorIds);

    [Theory]
    [InlineData("$null | Stop-MlRun", "InvalidId")]
    [InlineData("'nope' | Stop-MlRun", "RunNotFound")]
    [InlineData("Get-MlExperiment Default | Stop-MlRun", "InvalidValue")]
    [InlineData("$null = Add-MlMetric m 1; Get-MlMetric | Stop-MlRun", "InvalidValue")]
    [InlineData("$r | Stop-MlRun -RunId $r.RunId", "InvalidValue")]
    public void What_is_piped_wrongly_is_an_error_of_that_item(string script, string id)
    {
        Assert.Equal([id], _host.Run(script).ErrorIds);
        Assert.Equal("Running", One("(Get-MlRun).Status"));
    }

    [Fact]
    public void Nothing_piped_ends_nothing()
    {
        _host.Get("Find-MlRun \"tags.mlflow.runName = 'zz'\" | Stop-MlRun");
        Assert.Equal("Running", One("(Get-MlRun).Status"));
    }

    [Fact]
    public void An_outer_run_may_be_ended_by_its_id() => Assert.Equal("inner", One(
        "$null = Start-MlRun inner -Nested; Stop-MlRun $r.RunId; (Get-MlRun -Active).Name"));

    [Fact]
    public void A_run_that_was_deleted_meanwhile_is_no_longer_open()
    {
        Assert.Equal("InvalidState", _host.Run("$r | Remove-MlRun; Stop-MlRun").TerminatingId);
        Assert.Equal("NoActiveRun", _host.Run("Get-MlRun").TerminatingId);
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        Assert.Empty(_host.Get("Stop-MlRun -WhatIf; $r | Stop-MlRun -WhatIf"));
        Assert.Equal("Running", One("(Get-MlRun).Status"));
    }

    [Fact]
    public void Verbose_and_PassThru_tell_what_happened()
    {
        ScriptResult result = _host.Run("(Stop-MlRun -Status Failed -PassThru -Verbose).Status");
        Assert.Equal("Failed", result.Output.Single().ToString());
        Assert.Contains(result.Verbose, line => line.Contains("FAILED", StringComparison.Ordinal));
    }

    private string One(string script) => Assert.Single(_host.Get(script)).ToString();
}
