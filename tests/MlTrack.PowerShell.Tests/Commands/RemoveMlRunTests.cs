using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class RemoveMlRunTests : IDisposable
{
    private const string Command = "Remove-MlRun";
    private const string After = "Deleted";

    private readonly PowerShellHost _host = new();

    public RemoveMlRunTests() => _host.Get(Scripts.RoundTrip + "$a = Start-MlRun a { Get-MlRun }; $b = Start-MlRun b { Get-MlRun }; ");

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(Command + " $a.RunId")]
    [InlineData(Command + " -RunId $a.RunId -Confirm:$false")]
    [InlineData("$a | " + Command)]
    [InlineData("$a.RunId | " + Command)]
    [InlineData("RoundTrip $a | " + Command)]
    [InlineData("@{ run_id = $a.RunId } | " + Command)]
    [InlineData("$a, $a | " + Command)]
    public void It_changes_the_stage_and_says_nothing(string script)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal(After + ",Active", Stages());
    }

    [Fact]
    public void PassThru_emits_the_run_as_it_is_then() =>
        Assert.Equal(After, _host.Get("(" + Command + " $a.RunId -PassThru).LifecycleStage").Single().ToString());

    [Fact]
    public void A_bad_one_leaves_the_others_alone()
    {
        Assert.Equal(["RunNotFound", "InvalidId"], _host.Run(Command + " $a.RunId, nope, '', $b.RunId").ErrorIds);
        Assert.Equal(After + "," + After, Stages());
    }

    [Theory]
    [InlineData(Command + " $null", "InvalidId")]
    [InlineData(Command + " nope", "RunNotFound")]
    [InlineData("$null | " + Command, "InvalidId")]
    [InlineData("'' | " + Command, "InvalidId")]
    [InlineData("Get-MlExperiment Default | " + Command, "InvalidValue")]
    [InlineData("@{ Name = 'a' } | " + Command, "InvalidValue")]
    public void What_is_wrong_is_an_error_of_that_item(string script, string id)
    {
        Assert.Equal([id], _host.Run(script).ErrorIds);
        Assert.Equal("Active,Active", Stages());
    }

    [Fact]
    public void The_active_run_is_never_meant_by_default()
    {
        Assert.Equal("InvalidId", _host.Run("$null = Start-MlRun c; " + Command).TerminatingId);
        Assert.Empty(_host.Get("Get-MlExperiment zz* | Find-MlRun | " + Command));
        Assert.Equal("Active,Active", Stages());
        Assert.Equal("Active", _host.Get("(Get-MlRun).LifecycleStage").Single().ToString());
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        Assert.Empty(_host.Get(Command + " $a.RunId -WhatIf; $a | " + Command + " -WhatIf"));
        Assert.Equal("Active,Active", Stages());
    }

    private string Stages() => string.Join(',', _host.Get("($a, $b | Get-MlRun).LifecycleStage"));
}
