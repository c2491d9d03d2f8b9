using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class RenameMlExperimentTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public RenameMlExperimentTests() => _host.Get("$null = New-MlExperiment a, b, gone; Remove-MlExperiment gone");

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Rename-MlExperiment a z")]
    [InlineData("Rename-MlExperiment -ExperimentId 1 -NewName z")]
    [InlineData("Get-MlExperiment a | Rename-MlExperiment -NewName z")]
    [InlineData("'a' | Rename-MlExperiment -NewName z")]
    public void It_renames_and_says_nothing(string script)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal("1", _host.Get("Get-MlExperiment z").Single().Properties["ExperimentId"].Value);
    }

    [Fact]
    public void PassThru_emits_the_renamed_one() =>
        Assert.Equal("z", _host.Get("Rename-MlExperiment a z -PassThru").Single().Properties["Name"].Value);

    [Theory]
    [InlineData("Rename-MlExperiment nope z", "ExperimentNotFound")]
    [InlineData("Rename-MlExperiment a b", "ExperimentExists")]
    [InlineData("Rename-MlExperiment a gone", "ExperimentExists")]
    [InlineData("Rename-MlExperiment gone z", "InvalidState")]
    [InlineData("Rename-MlExperiment a ''", "InvalidName")]
    [InlineData("Rename-MlExperiment a", "InvalidName")]
    [InlineData("Rename-MlExperiment -NewName z", "InvalidName")]
    [InlineData("Rename-MlExperiment -ExperimentId x -NewName z", "InvalidId")]
    public void A_single_target_s_failure_ends_the_command(string script, string id) =>
        Assert.Equal(id, _host.Run(script).TerminatingId);

    [Fact]
    public void A_piped_one_s_failure_does_not()
    {
        Assert.Equal(["ExperimentExists"], _host.Run("Get-MlExperiment a | Rename-MlExperiment -NewName b").ErrorIds);
        Assert.Equal(["InvalidValue"], _host.Run("Start-MlRun -ExperimentId 1 | Rename-MlExperiment -NewName b").ErrorIds);
        Assert.Equal(["InvalidId"], _host.Run("$null | Rename-MlExperiment -NewName b").ErrorIds);
        Assert.Empty(_host.Get("@() | Rename-MlExperiment -NewName b"));
    }

    [Fact]
    public void WhatIf_renames_nothing()
    {
        _host.Get("Rename-MlExperiment a z -WhatIf");
        Assert.Equal(["ExperimentNotFound"], _host.Run("Get-MlExperiment z").ErrorIds);
    }

    [Fact]
    public void An_error_names_a_deleted_experiment_as_the_user_did()
    {
        ErrorRecord error = _host.Run("$null = New-MlExperiment gone; Remove-MlExperiment gone; Rename-MlExperiment gone back").Terminating!;
        Assert.Equal("InvalidState", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("gone", error.TargetObject);
    }
}
