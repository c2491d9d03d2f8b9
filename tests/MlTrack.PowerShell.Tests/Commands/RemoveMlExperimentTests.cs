using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class RemoveMlExperimentTests : IDisposable
{
    private const string Command = "Remove-MlExperiment";
    private const string Before = "Active";
    private const string After = "Deleted";

    private readonly PowerShellHost _host = new();

    public RemoveMlExperimentTests() => _host.Get("$null = New-MlExperiment a, b, c");

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(Command + " a")]
    [InlineData(Command + " -ExperimentId 1")]
    [InlineData("Get-MlExperiment a | " + Command)]
    [InlineData("'a' | " + Command)]
    [InlineData(Command + " -Name 'a' -Confirm:$false")]
    public void It_changes_the_stage_and_says_nothing(string script)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal(After + "," + Before, Stages());
    }

    [Fact]
    public void PassThru_emits_the_experiment_as_it_is_then() =>
        Assert.Equal(After, _host.Get(Command + " a -PassThru").Single().Properties["LifecycleStage"].Value.ToString());

    [Fact]
    public void Several_may_be_named_and_a_bad_one_leaves_the_others_alone()
    {
        Assert.Equal(["ExperimentNotFound"], _host.Run(Command + " a, nope, b").ErrorIds);
        Assert.Equal(After + "," + After, Stages());
    }

    [Fact]
    public void An_error_names_the_experiment_as_the_user_did()
    {
        ErrorRecord error = _host.Run(Command + " a; " + Command + " a").Errors.Single();
        Assert.Equal("a", error.TargetObject);
        Assert.Contains("'a'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Twice_is_an_error() =>
        Assert.Equal(["ExperimentNotFound"], _host.Run(Command + " a; " + Command + " a").ErrorIds);

    [Theory]
    [InlineData(Command + " 'a*'", "ExperimentNotFound")]
    [InlineData(Command + " $null", "InvalidName")]
    [InlineData(Command + " ''", "InvalidName")]
    [InlineData(Command + " -ExperimentId ''", "InvalidId")]
    [InlineData("$null | " + Command, "InvalidId")]
    [InlineData("@{ ExperimentId = 1 } | " + Command, "InvalidValue")]
    [InlineData("Start-MlRun -ExperimentId 0 | " + Command, "InvalidValue")]
    public void What_is_wrong_is_an_error_of_that_item(string script, string id)
    {
        Assert.Equal([id], _host.Run(script).ErrorIds);
        Assert.Equal(Before + "," + Before, Stages());
    }

    [Fact]
    public void Nothing_named_is_an_error_and_nothing_piped_does_nothing()
    {
        Assert.Equal("InvalidName", _host.Run(Command).TerminatingId);
        Assert.Empty(_host.Get("Get-MlExperiment zz* | " + Command));
        Assert.Equal(Before + "," + Before, Stages());
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        _host.Get(Command + " a -WhatIf");
        Assert.Equal(Before + "," + Before, Stages());
    }

    private string Stages() =>
        string.Join(',', _host.Get("Get-MlExperiment -ExperimentId 1, 2").Select(e => e.Properties["LifecycleStage"].Value));
}
