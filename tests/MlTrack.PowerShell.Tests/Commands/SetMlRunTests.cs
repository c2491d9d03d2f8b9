using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class SetMlRunTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public SetMlRunTests() => _host.Get(Scripts.RoundTrip + "$r = Start-MlRun fit -Description old");

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Set-MlRun -Name new", "new,Running,old")]
    [InlineData("Set-MlRun -Status Scheduled", "fit,Scheduled,old")]
    [InlineData("Set-MlRun -Description new", "fit,Running,new")]
    [InlineData("Set-MlRun -Description ''", "fit,Running,")]
    [InlineData("Set-MlRun $r.RunId -Name new -Description new", "new,Running,new")]
    [InlineData("$r | Set-MlRun -Name new", "new,Running,old")]
    [InlineData("RoundTrip $r | Set-MlRun -Name new", "new,Running,old")]
    [InlineData("$r.RunId | Set-MlRun -Name new", "new,Running,old")]
    [InlineData("[pscustomobject]@{ RunId = $r.RunId; Name = 'x'; Status = 'Failed' } | Set-MlRun -Description new", "fit,Running,new")]
    public void It_changes_what_is_given_and_says_nothing(string script, string expected)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal(expected, _host.Get("$x = $r | Get-MlRun; \"$($x.Name),$($x.Status),$($x.Description)\"").Single().ToString());
        Assert.Equal("True", _host.Get("$x.Name -eq $x.Tags['mlflow.runName']").Single().ToString());
    }

    [Theory]
    [InlineData("Set-MlRun", "InvalidValue")]
    [InlineData("$r | Set-MlRun", "InvalidValue")]
    [InlineData("Set-MlRun -Name ''", "InvalidName")]
    [InlineData("Set-MlRun -Name $null", "InvalidName")]
    [InlineData("Set-MlRun -Name \"a`0b\"", "InvalidName")]
    [InlineData("Set-MlRun nope -Name x", "RunNotFound")]
    [InlineData("Set-MlRun '' -Name x", "InvalidId")]
    [InlineData("$r | Remove-MlRun; Set-MlRun -Name x", "InvalidState")]
    [InlineData("Stop-MlRun; Set-MlRun -Name x", "NoActiveRun")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("$null | Set-MlRun -Name x", "InvalidId")]
    [InlineData("'nope' | Set-MlRun -Name x", "RunNotFound")]
    [InlineData("Get-MlExperiment Default | Set-MlRun -Name x", "InvalidValue")]
    public void What_is_piped_wrongly_is_an_error_of_that_item(string script, string id) =>
        Assert.Equal([id], _host.Run(script).ErrorIds);

    [Fact]
    public void Nothing_piped_and_WhatIf_change_nothing()
    {
        _host.Get("Find-MlRun \"tags.mlflow.runName = 'zz'\" | Set-MlRun -Name x; Set-MlRun -Name x -WhatIf");
        Assert.Equal("fit", _host.Get("(Get-MlRun).Name").Single().ToString());
    }

    [Fact]
    public void PassThru_emits_the_run_as_it_is_then() =>
        Assert.Equal("new", _host.Get("(Set-MlRun -Name new -PassThru).Name").Single().ToString());
}
