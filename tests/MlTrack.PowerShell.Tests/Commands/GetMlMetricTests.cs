using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class GetMlMetricTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public GetMlMetricTests() => _host.Get("""
        $other = Start-MlRun other; Add-MlMetric solo 7; Stop-MlRun
        $run = Start-MlRun probe
        Add-MlMetric loss 0.3 -Step 2 -Timestamp 20; Add-MlMetric loss 0.1 -Step 1 -Timestamp 10
        Add-MlMetric -Metric @{ 'val/acc' = 0.9; 'val/loss' = 'nan'; 'Loss' = 5 } -Timestamp 30
        """);

    public void Dispose() => _host.Dispose();

    [Fact]
    public void The_whole_history_comes_metric_by_metric_in_the_order_of_time()
    {
        PSObject[] all = [.. _host.Get("Get-MlMetric")];
        Assert.Equal(["Loss", "loss", "loss", "val/acc", "val/loss"], all.Select(metric => (string)metric.Properties["Key"].Value));
        Assert.Equal([0.1, 0.3], all.Where(metric => (string)metric.Properties["Key"].Value == "loss").Select(metric => (double)metric.Properties["Value"].Value));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(10), all[1].Properties["Timestamp"].Value);
        Assert.Equal(1L, all[1].Properties["Step"].Value);
    }

    [Theory]
    [InlineData("Get-MlMetric loss", "loss,loss")]
    [InlineData("Get-MlMetric Loss", "Loss")]
    [InlineData("Get-MlMetric LO*", "Loss,loss,loss")]
    [InlineData("Get-MlMetric val/*, loss", "val/acc,val/loss,loss,loss")]
    [InlineData("Get-MlMetric val/acc, val/*", "val/acc,val/loss")]
    [InlineData("Get-MlMetric zz*", "")]
    [InlineData("Get-MlMetric @()", "")]
    [InlineData("Get-MlMetric -RunId $other.RunId", "solo")]
    [InlineData("$other | Get-MlMetric", "solo")]
    [InlineData("$other, $run | Get-MlMetric so*, loss", "solo,loss,loss")]
    [InlineData("$other.RunId | Get-MlMetric", "solo")]
    [InlineData("@{ RunId = $other.RunId; Name = 'nope' } | Get-MlMetric", "solo")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($other)) | Get-MlMetric", "solo")]
    [InlineData("@() | Get-MlMetric", "")]
    public void Names_and_runs_choose(string script, string keys)
    {
        ScriptResult result = _host.Run(script);
        Assert.Equal(keys, string.Join(',', result.Output.Select(metric => metric.Properties["Key"].Value)));
        Assert.Equal(script.Contains("so*", StringComparison.Ordinal) ? 1 : 0, result.Errors.Count);
    }

    [Fact]
    public void A_missing_name_is_told_and_the_others_come()
    {
        ScriptResult result = _host.Run("Get-MlMetric nope, loss, ''");
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(["MetricNotFound", "InvalidName"], result.ErrorIds);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Errors[0].CategoryInfo.Category);
        Assert.Equal("nope", result.Errors[0].TargetObject);
    }

    [Theory]
    [InlineData("Get-MlMetric -RunId feedfeedfeedfeedfeedfeedfeedfeed", "RunNotFound")]
    [InlineData("Get-MlMetric -RunId ''", "InvalidId")]
    [InlineData("$other | Get-MlMetric -RunId $run.RunId", "InvalidValue")]
    [InlineData("Stop-MlRun; Get-MlMetric", "NoActiveRun")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("$null | Get-MlMetric", "InvalidId")]
    [InlineData("'feedfeedfeedfeedfeedfeedfeedfeed' | Get-MlMetric", "RunNotFound")]
    [InlineData("Get-MlExperiment Default | Get-MlMetric", "InvalidValue")]
    public void A_bad_item_is_told(string script, string id) => Assert.Equal([id], _host.Run(script).ErrorIds);

    [Fact]
    public void Text_is_exact_and_invariant()
    {
        PSObject row = _host.Get("Add-MlMetric third (1 / 3) -Step -5 -Timestamp 1700000000123; Get-MlMetric third -Text").Single();
        Assert.Equal(["RunId", "Key", "Value", "Step", "Timestamp"], row.Properties.Select(property => property.Name));
        Assert.Equal(["third", "0.3333333333333333", "-5", "1700000000123"], row.Properties.Skip(1).Select(property => property.Value));
    }

    [Fact]
    public void A_stopped_reader_stops_at_once()
    {
        int[] counter = [0];
        _host.Runspace.SessionStateProxy.SetVariable("counter", counter);
        _host.Get("1..3000 | ForEach-Object { @{ Name = 'long'; Value = $_; Step = $_ } } | Add-MlMetric");
        ScriptResult result = _host.Stop(
            "Get-MlMetric long | ForEach-Object { $counter[0]++; [System.Threading.Thread]::Sleep(20) }", () => Volatile.Read(ref counter[0]) > 3);
        Assert.True(result.WasStopped);
        Assert.InRange(counter[0], 1, 200);
    }
}
