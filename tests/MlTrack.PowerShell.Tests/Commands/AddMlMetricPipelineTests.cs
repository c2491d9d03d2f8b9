using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class AddMlMetricPipelineTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public AddMlMetricPipelineTests() => _host.Get("$other = Start-MlRun other; Stop-MlRun; $run = Start-MlRun probe");

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Rows_of_any_shape_are_metrics()
    {
        _host.Get("""
            [pscustomobject]@{ Name = 'a'; Value = 1 },
            [pscustomobject]@{ key = 'b'; value = '2.5'; step = '7'; timestamp = '1700000000000' },
            @{ Name = 'c'; Value = 3; Step = 4 },
            [ordered]@{ Key = 'd'; Value = '5'; Timestamp = '2023-11-14T22:13:20Z' } | Add-MlMetric
            """);
        Assert.Equal(["a=1@0", "b=2.5@7", "c=3@4", "d=5@0"], History("$run"));
    }

    [Fact]
    public void A_row_s_run_is_meant_unless_the_command_line_names_one()
    {
        _host.Get("""
            @{ Name = 'a'; Value = 1; RunId = $other.RunId }, @{ Name = 'b'; Value = 2; run_id = $other.RunId }, @{ Name = 'c'; Value = 3 } | Add-MlMetric
            @{ Name = 'd'; Value = 4; RunId = 'nonsense' } | Add-MlMetric -RunId $other.RunId
            """);
        Assert.Equal(["a=1@0", "b=2@0", "d=4@0"], History("$other"));
        Assert.Equal(["c=3@0"], History("$run"));
    }

    [Fact]
    public void The_command_line_wins_over_a_row()
    {
        _host.Get("@{ Name = 'a'; Value = 1; Step = 2 } | Add-MlMetric -Name b -Step 9; @{ Name = 'c'; Value = 1 } | Add-MlMetric -Value 5");
        Assert.Equal(["b=1@9", "c=5@0"], History("$run"));
    }

    [Fact]
    public void A_bad_row_leaves_its_neighbours_alone()
    {
        ScriptResult result = _host.Run("""
            @{ Name = 'a'; Value = 1 }, @{ Name = 'bad'; Value = 'abc' }, @{ Name = 'empty'; Value = '' }, @{ Name = 'a//b'; Value = 1 },
            @{ Name = 'half'; Value = 1; Step = 1.5 }, @{ Name = 'old'; Value = 1; Timestamp = -1 }, @{ Name = 'norun'; Value = 1; RunId = '' },
            @{ Name = 'nullrun'; Value = 1; RunId = $null }, @{ Name = 'missing' }, @{ Value = 1 }, @{ x = 1 }, 'text', $null, 5,
            @{ Name = 'z'; Value = 2 } | Add-MlMetric
            """);
        Assert.Null(result.Terminating);
        Assert.Equal(
            [
                "InvalidValue", "InvalidValue", "InvalidName", "InvalidValue", "InvalidValue", "InvalidId", "InvalidId", "InvalidValue",
                "InvalidName", "InvalidValue", "InvalidValue", "InvalidValue", "InvalidValue",
            ],
            result.ErrorIds);
        Assert.Contains("'bad'", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["a=1@0", "z=2@0"], History("$run"));
    }

    [Fact]
    public void What_the_store_refuses_leaves_the_rest_of_its_batch_alone()
    {
        ScriptResult result = _host.Run("""
            $gone = Start-MlRun gone -Nested; Stop-MlRun; Remove-MlRun $gone.RunId
            @{ Name = 'a'; Value = 1 }, @{ Name = 'b'; Value = 1; RunId = 'feedfeedfeedfeedfeedfeedfeedfeed' },
            @{ Name = 'c'; Value = 1; RunId = $gone.RunId }, @{ Name = 'd'; Value = 1 } | Add-MlMetric -PassThru
            """);
        Assert.Equal(["RunNotFound", "InvalidState"], result.ErrorIds.Order().Reverse());
        Assert.Equal(["a = 1", "d = 1"], result.Output.Select(metric => metric.ToString()));
        Assert.Equal(["a=1@0", "d=1@0"], History("$run"));
    }

    [Theory]
    [InlineData("$other")]
    [InlineData("$other.RunId")]
    [InlineData("[pscustomobject]@{ RunId = $other.RunId }")]
    [InlineData("@{ run_id = $other.RunId }")]
    [InlineData("deserialized")]
    public void What_names_a_run_gets_what_the_command_line_names(string run)
    {
        string input = run == "deserialized" ? RoundTrip("$other") : run;
        _host.Get($"{input} | Add-MlMetric loss 0.1 -Step 3; {input} | Add-MlMetric -Metric @{{ a = 1 }}");
        Assert.Equal(["a=1@0", "loss=0.1@3"], History("$other"));
        Assert.Empty(History("$run"));
    }

    [Fact]
    public void Several_runs_get_a_dictionary_each()
    {
        _host.Get("$run, $other | Add-MlMetric -Metric @{ a = 1; b = 2 }");
        Assert.Equal(["a=1@0", "b=2@0"], History("$run"));
        Assert.Equal(["a=1@0", "b=2@0"], History("$other"));
    }

    [Theory]
    [InlineData("Get-MlExperiment Default | Add-MlMetric a 1", "InvalidValue")]
    [InlineData("'nonsense run' | Add-MlMetric a 1", "InvalidId")]
    [InlineData("'feedfeedfeedfeedfeedfeedfeedfeed' | Add-MlMetric a 1", "RunNotFound")]
    [InlineData("'feedfeedfeedfeedfeedfeedfeedfeed' | Add-MlMetric -Metric @{ a = 1 }", "RunNotFound")]
    [InlineData("$null | Add-MlMetric a 1", "InvalidId")]
    [InlineData("$other | Add-MlMetric", "InvalidValue")]
    [InlineData("$other | Add-MlMetric a", "InvalidValue")]
    [InlineData("[pscustomobject]@{ Other = 1 } | Add-MlMetric a 1", "InvalidValue")]
    [InlineData("Add-MlParam p 1 -PassThru | Add-MlMetric a 1", "InvalidValue")]
    public void What_names_no_run_is_a_bad_item(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
        Assert.Empty(History("$run"));
    }

    [Theory]
    [InlineData("@() | Add-MlMetric a 1")]
    [InlineData("@() | Add-MlMetric -Metric @{ a = 1 }")]
    [InlineData("& { } | Add-MlMetric")]
    public void Behind_an_empty_pipe_nothing_happens(string script)
    {
        _host.Get(script);
        Assert.Empty(History("$run"));
    }

    [Fact]
    public void A_run_from_the_pipe_and_another_by_id_are_an_error()
    {
        Assert.Equal("InvalidValue", _host.Run("$other | Add-MlMetric a 1 -RunId $run.RunId").TerminatingId);
        Assert.Equal("NoActiveRun", _host.Run("Stop-MlRun; @{ Name = 'a'; Value = 1 }, @{ Name = 'b'; Value = 1 } | Add-MlMetric").TerminatingId);
    }

    [Fact]
    public void Metrics_that_were_read_go_back_to_their_run_or_to_another()
    {
        _host.Get($"""
            Add-MlMetric loss 0.1 -Step 1 -Timestamp 1700000000000; Add-MlMetric loss nan -Step -2 -Timestamp 5
            $read = Get-MlMetric
            $read | Add-MlMetric
            $read | Add-MlMetric -RunId $other.RunId
            """);
        Assert.Equal(2, History("$run").Length);
        Assert.Equal(Exact("$run"), Exact("$other"));
        _host.Get($"{RoundTrip("$read")} | Add-MlMetric -RunId $other.RunId");
        Assert.Equal(Exact("$run"), Exact("$other"));
    }

    [Fact]
    public void A_long_pipeline_is_stored_in_batches_and_reported_in_one_line()
    {
        ScriptResult result = _host.Run("1..12000 | ForEach-Object { @{ Name = 'loss'; Value = $_; Step = $_ } } | Add-MlMetric -PassThru -Verbose");
        Assert.Equal(12000, result.Output.Count);
        Assert.Equal(12000.0, result.Output[^1].Properties["Value"].Value);
        Assert.Single(result.Verbose, line => line == "Logged 12000 metrics from the pipeline to 1 run.");
        Assert.Equal(12000, History("$run").Length);
    }

    [Fact]
    public void What_was_accepted_is_stored_when_the_pipeline_is_stopped()
    {
        int[] counter = [0];
        _host.Runspace.SessionStateProxy.SetVariable("counter", counter);
        ScriptResult result = _host.Stop(
            "& { for ($i = 0; $true; $i++) { @{ Name = 'loss'; Value = $i; Step = $i }; $counter[0]++ } } | Add-MlMetric",
            () => Volatile.Read(ref counter[0]) > 200);
        Assert.True(result.WasStopped);
        Assert.Empty(_host.HostErrors);
        Assert.InRange(History("$run").Length, counter[0], counter[0] + 1);
    }

    [Fact]
    public void What_was_accepted_is_stored_when_an_error_upstream_ends_the_pipeline()
    {
        Assert.NotNull(_host.Run("& { 1..3 | ForEach-Object { @{ Name = 'a'; Value = $_ } }; throw 'enough' } | Add-MlMetric").Terminating);
        Assert.Equal(3, History("$run").Length);
    }

    [Fact]
    public void What_could_not_be_stored_then_is_told_on_the_host_s_error_stream()
    {
        Assert.NotNull(_host.Run("""
            & { 1..12 | ForEach-Object { @{ Name = 'a'; Value = $_ } }; Remove-MlRun $other.RunId; throw 'enough' } | Add-MlMetric -RunId $other.RunId
            """).Terminating);
        Assert.Equal(11, _host.HostErrors.Count);
        Assert.Contains("metric 'a' = 1 (step 0)", _host.HostErrors[0], StringComparison.Ordinal);
        Assert.Contains("2 more, 12 metrics in all", _host.HostErrors[10], StringComparison.Ordinal);
    }

    [Fact]
    public void An_item_is_on_disk_a_second_later_even_if_the_next_one_is_late()
    {
        _host.Get("""
            $seen = & { @{ Name = 'a'; Value = 1 }; [System.Threading.Thread]::Sleep(2500); $script:count = @(Get-MlMetric -RunId $run.RunId).Count } | Add-MlMetric
            """);
        Assert.Equal(1, _host.Get("$count").Single().BaseObject);
    }

    private static string RoundTrip(string variable) =>
        $"[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize({variable}))";

    private string[] History(string run) => [.. _host.Get(
        $"Get-MlMetric -RunId {run}.RunId -Text | ForEach-Object {{ \"$($_.Key)=$($_.Value)@$($_.Step)\" }}").Select(line => line.ToString())];

    private string[] Exact(string run) => [.. _host.Get(
        $"Get-MlMetric -RunId {run}.RunId -Text | ForEach-Object {{ \"$($_.Key)=$($_.Value)@$($_.Step)@$($_.Timestamp)\" }}").Select(line => line.ToString())];
}
