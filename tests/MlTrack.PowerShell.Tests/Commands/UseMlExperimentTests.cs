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
