using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class MeasureMlExperimentTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public MeasureMlExperimentTests() => _host.Get(
        """
        $null = Get-MlExperiment
        [Threading.Thread]::Sleep(2)
        $null = New-MlExperiment a
        [Threading.Thread]::Sleep(2)
        $null = New-MlExperiment b, gone
        Start-MlRun -ExperimentId 1 { }
        try { Start-MlRun -ExperimentId 1 { throw 'x' } } catch { }
        $run = Start-MlRun -ExperimentId 1; Stop-MlRun -Status Killed
        $open = Start-MlRun -ExperimentId 1; Stop-MlRun -Status Running
        $removed = Start-MlRun -ExperimentId 1; Stop-MlRun; Remove-MlRun $removed.RunId
        Remove-MlExperiment gone
        """);

    public void Dispose() => _host.Dispose();

    [Fact]
    public void It_counts_runs_by_status()
    {
        PSObject report = _host.Get("Measure-MlExperiment a").Single();
        Assert.Equal(
            "1 a Active 4 1 1 1 0 1 1",
            string.Join(' ', new[]
            {
                "ExperimentId", "Name", "LifecycleStage", "RunCount", "Finished", "Failed", "Running", "Scheduled", "Killed", "DeletedRuns",
            }.Select(name => report.Properties[name].Value)));
        Assert.True((DateTimeOffset)report.Properties["FirstStartTime"].Value <= (DateTimeOffset)report.Properties["LastEndTime"].Value);
        Assert.Null(_host.Get("Measure-MlExperiment b").Single().Properties["FirstStartTime"].Value);
    }

    [Theory]
    [InlineData("Measure-MlExperiment", "Default,a,b")]
    [InlineData("Measure-MlExperiment -ViewType All", "Default,a,b,gone")]
    [InlineData("Measure-MlExperiment -ViewType DeletedOnly", "gone")]
    [InlineData("Measure-MlExperiment b, a", "b,a")]
    [InlineData("Measure-MlExperiment '[ab]'", "b,a")]
    [InlineData("Measure-MlExperiment zz*", "")]
    [InlineData("Measure-MlExperiment gone", "gone")]
    [InlineData("Measure-MlExperiment -ExperimentId 0, 1", "Default,a")]
    [InlineData("Get-MlExperiment | Measure-MlExperiment", "b,a,Default")]
    [InlineData("Get-MlExperiment zz* | Measure-MlExperiment", "")]
    [InlineData("'a', 'a' | Measure-MlExperiment", "a")]
    [InlineData("[pscustomobject]@{ ExperimentId = 2 } | Measure-MlExperiment", "b")]
    [InlineData("$run | Measure-MlExperiment", "a")]
    public void It_reports_on_what_is_named(string script, string expected) =>
        Assert.Equal(expected, string.Join(',', _host.Get(script).Select(report => report.Properties["Name"].Value)));

    [Theory]
    [InlineData("Measure-MlExperiment nope, a", "ExperimentNotFound")]
    [InlineData("Measure-MlExperiment -ExperimentId 99, 1", "ExperimentNotFound")]
    [InlineData("Measure-MlExperiment -ExperimentId x, 1", "InvalidId")]
    [InlineData("$null, 'a' | Measure-MlExperiment", "InvalidId")]
    public void A_bad_one_leaves_the_others_alone(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Equal([id], result.ErrorIds);
        Assert.Equal("a", result.Output.Single().Properties["Name"].Value);
    }
}
