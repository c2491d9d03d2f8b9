using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class KeyCompletionTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Get-MlMetric ", "acc,'val loss'")]
    [InlineData("Get-MlMetric -Name 'v", "'val loss'")]
    [InlineData("Add-MlMetric a", "acc")]
    [InlineData("Add-MlParam ", "lr")]
    [InlineData("Set-MlTag t", "team")]
    [InlineData("Remove-MlTag -Name team,t", "team")]
    [InlineData("Remove-MlTag zz", "")]
    [InlineData("Remove-MlExperiment ", "Default,iris")]
    [InlineData("Restore-MlExperiment ", "gone")]
    [InlineData("MlTrack\\Restore-MlExperiment g", "gone")]
    [InlineData("Get-MlExperiment ", "Default,iris")]
    [InlineData("Start-MlRun -ExperimentId ", "1,0")]
    [InlineData("Find-MlRun -ExperimentId IRI", "1")]
    [InlineData("Restore-MlExperiment -ExperimentId ", "2")]
    public void Keys_and_names_are_completed(string line, string expected)
    {
        _host.Get(
            "$null = New-MlExperiment iris, gone; Remove-MlExperiment gone; "
            + "Start-MlRun a { Add-MlMetric acc 1; Add-MlMetric 'val loss' 1; Add-MlParam lr 1; Set-MlTag team x }");
        Assert.Equal(expected, string.Join(',', Complete(line)));
    }

    [Fact]
    public void Restore_MlRun_offers_deleted_runs()
    {
        string deleted = _host.Get("$null = Start-MlRun kept; Stop-MlRun; $r = Start-MlRun; Stop-MlRun; $r | Remove-MlRun; $r.RunId").Single().ToString();
        Assert.Equal([deleted], Complete("Restore-MlRun "));
        Assert.DoesNotContain(deleted, Complete("Remove-MlRun "));
    }

    [Fact]
    public void No_store_is_created()
    {
        Assert.Empty(Complete("Get-MlMetric a"));
        Assert.False(File.Exists(_host.DatabasePath));
    }

    // The engine completes file names where nothing else is found.
    private string[] Complete(string line) =>
    [
        .. _host.Get(
            $"$line = @'\n{line}\n'@; [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches | "
            + "Where-Object ResultType -EQ ParameterValue | ForEach-Object CompletionText").Select(text => text.ToString()),
    ];
}
