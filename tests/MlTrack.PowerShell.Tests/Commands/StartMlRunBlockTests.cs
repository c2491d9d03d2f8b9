using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

/// <summary>The script block of Start-MlRun: what it does to its run, and that it behaves as if it stood alone.</summary>
public sealed class StartMlRunBlockTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Start-MlRun { 1; 2 }", "1,2")]
    [InlineData("Start-MlRun { 1; return 2; 3 }; 4", "1,2,4")]
    [InlineData("$v = 1; Start-MlRun { $v = 2 }; $v", "2")]
    [InlineData("function f { $v = 1; Start-MlRun { $v = 2; $w = 3 }; $v; $w } f", "2,3")]
    [InlineData("$global:v = 0; & { $v = 1; Start-MlRun { $v = 2 }; $v }; $global:v", "2,0")]
    [InlineData("7, 8 | ForEach-Object { Start-MlRun { $_ } }", "7,8")]
    [InlineData("& { Start-MlRun { 1 }; $args } 5 6", "1,5,6")]
    [InlineData("foreach ($i in 1..3) { Start-MlRun { $i; if ($i -eq 2) { break } } } 9", "1,2,9")]
    [InlineData("foreach ($i in 1..3) { Start-MlRun { if ($i -eq 2) { continue } $i } } 9", "1,3,9")]
    [InlineData(":o foreach ($i in 1, 2) { foreach ($j in 1, 2) { Start-MlRun { if ($j -eq 2) { continue o } $i } } } 9", "1,2,9")]
    [InlineData("(Start-MlRun { Get-MlRun }).RunId -eq (Find-MlRun).RunId", "True")]
    public void It_runs_in_the_caller_s_scope_and_ends_well(string script, string output)
    {
        Assert.Equal(output, string.Join(',', _host.Get(script)));
        AssertStatuses("Finished");
    }

    [Fact]
    public void Its_output_streams() => Assert.Equal("1,got 1,2,got 2", string.Join(',', _host.Get(
        "$log = [System.Collections.ArrayList]::new(); Start-MlRun { $null = $log.Add(1); 1; $null = $log.Add(2); 2 } | "
        + "ForEach-Object { $null = $log.Add(\"got $_\") }; $log")));

    [Theory]
    [InlineData("throw 'boom'")]
    [InlineData("[int]::Parse('x')")]
    [InlineData("no-such-command")]
    [InlineData("Get-MlRun nope -ErrorAction Stop")]
    [InlineData("Start-MlRun")]
    [InlineData("$null.Method()")]
    [InlineData("Start-MlRun -Nested { [int]::Parse('x') }")]
    public void An_error_that_leaves_it_fails_the_run_and_goes_on_as_if_the_block_stood_alone(string statement)
    {
        const string report =
            " } catch { $e = $_; $i = $e.InvocationInfo; \"$($e.FullyQualifiedErrorId)|$($e.Exception.GetType())|$($e.CategoryInfo.Category)"
            + "|$($e.Exception.WasThrownFromThrowStatement)|$($i.MyCommand)|$($i.Line.Substring($i.OffsetInLine - 1, 5))|$($i.ScriptLineNumber)\" }";
        string alone = _host.Get($"try {{ . {{ $null = Start-MlRun -Nested; {statement} }}{report}; Stop-MlRun").Last().ToString();
        string inside = _host.Get($"try {{ Start-MlRun {{ {statement} }}{report}").Last().ToString();
        Assert.Equal(alone, inside);
        Assert.Contains("Failed", Statuses());
        Assert.Equal("NoActiveRun", _host.Run("Get-MlRun").TerminatingId);
    }

    [Fact]
    public void A_program_can_run_one_without_a_script_around_it()
    {
        using System.Management.Automation.PowerShell shell = System.Management.Automation.PowerShell.Create(_host.Runspace);
        shell.AddCommand("Start-MlRun").AddParameter("ScriptBlock", System.Management.Automation.ScriptBlock.Create("1; no-such-command; 2"));
        Assert.Equal("1,2", string.Join(',', shell.Invoke()));
        Assert.Equal("CommandNotFoundException", Assert.Single(shell.Streams.Error).FullyQualifiedErrorId);
        AssertStatuses("Finished");
    }

    [Fact]
    public void A_typed_catch_of_the_caller_sees_the_error() => Assert.Equal("caught", Assert.Single(_host.Get(
        "try { Start-MlRun { [int]::Parse('x') } } catch [System.FormatException] { 'caught' }")).ToString());

    [Fact]
    public void An_error_of_a_statement_does_not_end_the_block()
    {
        ScriptResult result = _host.RunUncaught("Start-MlRun { 1; [int]::Parse('x'); Get-MlRun nope; 2 }; 3");
        Assert.Equal("1,2,3", string.Join(',', result.Output));
        Assert.Equal(["FormatException", "RunNotFound"], result.ErrorIds);
        AssertStatuses("Finished");
    }

    [Fact]
    public void An_error_after_which_the_caller_goes_on_lets_him_go_on()
    {
        ScriptResult result = _host.RunUncaught("& { try { Start-MlRun { [int]::Parse('x') } } finally { 'fin' }; 'after' }");
        Assert.Equal("fin,after", string.Join(',', result.Output));
        Assert.Equal(["FormatException"], result.ErrorIds);
        AssertStatuses("Failed");
    }

    [Fact]
    public void ErrorAction_Stop_fails_the_run()
    {
        ScriptResult result = _host.Run("$ErrorActionPreference = 'Stop'; Start-MlRun { Get-MlRun nope; 1 }");
        Assert.Equal("RunNotFound", result.TerminatingId);
        Assert.Empty(result.Output);
        AssertStatuses("Failed");
    }

    [Fact]
    public void Errors_can_be_merged_into_the_output() => Assert.Equal("1,True,2", string.Join(',', _host.Get(
        "Start-MlRun { 1; Get-MlRun nope; 2 } 2>&1 | ForEach-Object { if ($_ -is [int]) { $_ } else { $_.FullyQualifiedErrorId -like 'RunNotFound*' } }")));

    [Fact]
    public void Errors_can_be_left_out() => Assert.Equal("1,2", string.Join(',', _host.Get("Start-MlRun { 1; Get-MlRun nope; 2 } 2>$null")));

    [Fact]
    public void Errors_of_a_function_around_it_can_be_merged() => Assert.Equal("1,True,2", string.Join(',', _host.Get(
        "function f { Start-MlRun { 1; Get-MlRun nope; 2 } } f 2>&1 | ForEach-Object { if ($_ -is [int]) { $_ } else { $_ -is [System.Management.Automation.ErrorRecord] } }")));

    [Theory]
    [InlineData("exit", "Finished")]
    [InlineData("exit 0", "Finished")]
    [InlineData("exit '0'", "Finished")]
    [InlineData("exit 3", "Failed")]
    [InlineData("exit '3'", "Failed")]
    public void Exit_ends_the_script_and_its_code_says_how(string statement, string status)
    {
        Assert.Empty(_host.Run($"Start-MlRun {{ {statement}; 1 }}; 2").Output);
        AssertStatuses(status);
    }

    [Fact]
    public void A_run_that_it_ended_itself_keeps_its_status()
    {
        _host.Get("Start-MlRun { Stop-MlRun -Status Killed }");
        AssertStatuses("Killed");
    }

    [Theory]
    [InlineData("", "Finished")]
    [InlineData("throw 'x'", "Failed")]
    public void Runs_that_it_left_open_end_first_and_with_its_status(string statement, string status)
    {
        _host.Run($"Start-MlRun outer {{ $null = Start-MlRun inner -Nested; {statement} }}");
        AssertStatuses(status, status);
        Assert.Equal("True", _host.Get("$o, $i = Find-MlRun -OrderBy 'attributes.start_time ASC'; $i.EndTime -le $o.EndTime").Single().ToString());
    }

    [Fact]
    public void Runs_that_were_open_before_stay_open()
    {
        _host.Get("$null = Start-MlRun outer; Start-MlRun inner -Nested { }");
        Assert.Equal("outer", _host.Get("(Get-MlRun -Active).Name").Single().ToString());
        Assert.Equal("Running,Finished", Statuses());
    }

    [Fact]
    public void A_stopped_pipeline_kills_the_run()
    {
        string flag = Path.Combine(_host.Folder, "flag");
        long stopped = 0;
        ScriptResult result = _host.Stop(
            $"Start-MlRun {{ [IO.File]::WriteAllText('{flag}', ''); while ($true) {{ }} }}",
            () =>
            {
                stopped = Environment.TickCount64;
                return File.Exists(flag);
            });
        Assert.True(result.WasStopped);
        Assert.InRange(Environment.TickCount64 - stopped, 0, 4000);
        AssertStatuses("Killed");
        Assert.Equal("NoActiveRun", _host.Run("Get-MlRun").TerminatingId);
        Assert.Empty(_host.HostErrors);
    }

    [Theory]
    [InlineData("Start-MlRun { 1; Get-MlRun | Remove-MlRun }", "1")]
    [InlineData("Start-MlRun { Get-MlRun } | Remove-MlRun", "")]
    public void A_run_that_was_deleted_before_its_end_is_no_longer_open(string script, string output)
    {
        ScriptResult result = _host.Run(script);
        Assert.Equal(output, string.Join(',', result.Output));
        Assert.Empty(result.Errors);
        Assert.Single(result.Warnings);
        Assert.Equal("NoActiveRun", _host.Run("Get-MlRun").TerminatingId);
    }

    [Fact]
    public void An_error_of_the_block_is_not_hidden_by_one_of_its_end()
    {
        Assert.Equal("boom", _host.Run("Start-MlRun { Get-MlRun | Remove-MlRun; throw 'boom' }").TerminatingId);
        Assert.Contains("could not be ended as FAILED", Assert.Single(_host.HostErrors), StringComparison.Ordinal);
    }

    private string Statuses() => string.Join(',', _host.Get("(Find-MlRun -OrderBy 'attributes.start_time ASC').Status"));

    // Every run that there is has one of the statuses given last, in the order of the start.
    private void AssertStatuses(params string[] expected)
    {
        string[] found = Statuses().Split(',');
        Assert.NotEmpty(found);
        Assert.All(found, status => Assert.Contains(status, expected));
        Assert.True(found.Length >= expected.Length);
    }
}
