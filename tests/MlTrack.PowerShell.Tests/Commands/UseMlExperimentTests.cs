using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class UseMlExperimentTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void It_creates_what_is_missing_and_new_runs_go_there()
    {
        Assert.Equal("1", _host.Get("Use-MlExperiment churn").Single().Properties["ExperimentId"].Value);
        Assert.Equal("1", _host.Get("Start-MlRun; Stop-MlRun").Single().Properties["ExperimentId"].Value);
        Assert.Equal("0", _host.Get("Use-MlExperiment -ExperimentId 0").Single().Properties["ExperimentId"].Value);
        Assert.Equal("0", _host.Get("Start-MlRun; Stop-MlRun").Single().Properties["ExperimentId"].Value);
    }

    [Theory]
    [InlineData("Use-MlExperiment", "InvalidValue")]
    [InlineData("Use-MlExperiment a -ExperimentId 1", "InvalidValue")]
    [InlineData("Use-MlExperiment ''", "InvalidName")]
    [InlineData("Use-MlExperiment -ExperimentId 99", "ExperimentNotFound")]
    [InlineData("Use-MlExperiment -ExperimentId $null", "InvalidId")]
    [InlineData("$null = New-MlExperiment a; Remove-MlExperiment a; Use-MlExperiment a", "InvalidState")]
    [InlineData("$null = New-MlExperiment a; Remove-MlExperiment a; Use-MlExperiment -ExperimentId 1", "InvalidState")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("New-MlExperiment churn | Use-MlExperiment")]
    [InlineData("'churn' | Use-MlExperiment")]
    [InlineData("$null = New-MlExperiment churn; [pscustomobject]@{ experiment_id = 1 } | Use-MlExperiment")]
    [InlineData("$null = New-MlExperiment churn; Start-MlRun -ExperimentId 1 | Use-MlExperiment; Stop-MlRun")]
    public void An_experiment_may_be_piped(string script)
    {
        Assert.Equal("churn", _host.Get(script).Single().Properties["Name"].Value);
        Assert.Equal("1", _host.Get("Start-MlRun; Stop-MlRun").Single().Properties["ExperimentId"].Value);
    }

    [Fact]
    public void A_piped_experiment_of_another_store_is_the_default_there()
    {
        _host.Get("$e = New-MlExperiment churn; $before = (Get-MlTrackingUri).Uri; Set-MlTrackingUri ./other.db; $null = $e | Use-MlExperiment");
        Assert.Equal("0", _host.Get("Start-MlRun; Stop-MlRun").Single().Properties["ExperimentId"].Value);
        Assert.Equal("1", _host.Get("Set-MlTrackingUri $before; Start-MlRun; Stop-MlRun").Single().Properties["ExperimentId"].Value);
    }

    [Theory]
    [InlineData("$null | Use-MlExperiment", "InvalidId")]
    [InlineData("'' | Use-MlExperiment", "InvalidName")]
    [InlineData("'a' | Use-MlExperiment b", "InvalidValue")]
    [InlineData("$e = New-MlExperiment a; $e | Remove-MlExperiment; $e | Use-MlExperiment", "InvalidState")]
    public void What_is_piped_wrongly_is_an_error_of_that_item(string script, string id) => Assert.Equal([id], _host.Run(script).ErrorIds);

    [Fact]
    public void Nothing_piped_does_nothing() => Assert.Empty(_host.Get("Get-MlExperiment zz* | Use-MlExperiment"));

    [Fact]
    public void WhatIf_creates_nothing_not_even_a_file()
    {
        Assert.Empty(_host.Get("Use-MlExperiment churn -WhatIf"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_host.Folder));
        _host.Get("$null = New-MlExperiment a");
        Assert.Empty(_host.Get("Use-MlExperiment churn -WhatIf"));
        Assert.Equal(["ExperimentNotFound"], _host.Run("Get-MlExperiment churn").ErrorIds);
    }

    [Fact]
    public void The_default_belongs_to_the_store()
    {
        _host.Get("$null = New-MlExperiment x; $null = Use-MlExperiment churn; Set-MlTrackingUri ./other.db");
        Assert.Equal("0", _host.Get("Start-MlRun; Stop-MlRun").Single().Properties["ExperimentId"].Value);
    }
}
