using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

/// <summary>An experiment given as an object where its id is asked for.</summary>
public sealed class ExperimentIdTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("(Start-MlRun -ExperimentId $e).ExperimentId; Stop-MlRun", "1")]
    [InlineData("(Use-MlExperiment -ExperimentId $e).ExperimentId", "1")]
    [InlineData("Rename-MlExperiment -ExperimentId $e -NewName b; (Get-MlExperiment b).ExperimentId", "1")]
    [InlineData("Set-MlTag team x -ExperimentId $e; (Get-MlExperiment -ExperimentId 1).Tags.team", "x")]
    [InlineData("Remove-MlExperiment -ExperimentId $e, 0; (Find-MlExperiment -ViewType DeletedOnly).ExperimentId", "1,0")]
    [InlineData("$null = Start-MlRun -ExperimentName 0; Stop-MlRun; (Find-MlRun -ExperimentId (Get-MlExperiment)).ExperimentId", "1")]
    [InlineData("(Get-MlExperiment -ExperimentId ([psobject[]]$e)).Name", "0")]
    public void Its_id_counts_and_not_its_name(string script, string expected) =>
        Assert.Equal(expected, string.Join(',', _host.Get($"$e = New-MlExperiment 0; {script}")));
}
