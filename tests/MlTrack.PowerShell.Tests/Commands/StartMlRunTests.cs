using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class StartMlRunTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public StartMlRunTests() => _host.Get("$null = New-MlExperiment iris");

    public void Dispose() => _host.Dispose();

    [Fact]
    public void It_opens_a_run_and_emits_it()
    {
        dynamic run = _host.Get("Start-MlRun fit -Tag @{ team = 'x'; n = 1.50 } -Description 'what for'").Single();
        Assert.Equal("fit", run.Name);
        Assert.Equal("0", run.ExperimentId);
        Assert.Equal("Running", run.Status.ToString());
        Assert.Null(run.EndTime);
        Assert.Equal("what for", run.Description);
        Assert.Equal("x", run.Tags["team"]);
        Assert.Equal("1.5", run.Tags["n"]);
        Assert.Equal("LOCAL", run.Tags["mlflow.source.type"]);
        Assert.Equal(Environment.UserName, run.Tags["mlflow.user"]);
        Assert.Equal(Environment.UserName, run.UserId);
        Assert.Equal((string)run.RunId, One("(Get-MlRun).RunId"));
    }

    [Theory]
    [InlineData("Start-MlRun")]
    [InlineData("Start-MlRun ''")]
    [InlineData("Start-MlRun -Name $null")]
    public void Without_a_name_it_gets_a_random_one(string script) =>
        Assert.Matches("^[a-z]+-[a-z]+-[0-9]+$", One(script + " | ForEach-Object Name"));

    [Theory]
    [InlineData("Start-MlRun { 'in' }", "in", "-")]
    [InlineData("Start-MlRun x { 'in' }", "in", "x")]
    [InlineData("Start-MlRun -Name x { 'in' }", "in", "x")]
    [InlineData("Start-MlRun -ScriptBlock { 'in' } x", "in", "x")]
    [InlineData("Start-MlRun 5 { 'in' }", "in", "5")]
    [InlineData("Get-MlExperiment iris | Start-MlRun x { 'in' }", "in", "x")]
    [InlineData("Get-MlExperiment iris | Start-MlRun { 'in' }", "in", "-")]
    public void A_block_may_stand_first_or_behind_the_name(string script, string output, string name)
    {
        Assert.Equal(output, One(script));
        string found = One("(Find-MlRun).Name");
        Assert.True(name == "-" ? found.Contains('-', StringComparison.Ordinal) : found == name, found);
    }

    [Theory]
    [InlineData("Start-MlRun", "0")]
    [InlineData("Start-MlRun -ExperimentId 1", "1")]
    [InlineData("Start-MlRun -ExperimentName iris", "1")]
    [InlineData("Get-MlExperiment iris | Start-MlRun", "1")]
    [InlineData("'iris' | Start-MlRun", "1")]
    [InlineData("Get-MlExperiment iris | ForEach-Object { RoundTrip $_ } | Start-MlRun", "1")]
    [InlineData("$null = Use-MlExperiment iris; Start-MlRun", "1")]
    [InlineData("$null = Use-MlExperiment iris; Start-MlRun -ExperimentId 0", "0")]
    [InlineData("$env:MLFLOW_EXPERIMENT_NAME = 'new'; Start-MlRun", "2")]
    [InlineData("$env:MLFLOW_EXPERIMENT_ID = '1'; Start-MlRun", "1")]
    [InlineData("$env:MLFLOW_EXPERIMENT_ID = '1'; $env:MLFLOW_EXPERIMENT_NAME = 'Default'; Start-MlRun", "0")]
    public void The_experiment_is_found_as_MLflow_does(string script, string expected) =>
        Assert.Equal(expected, One(Scripts.RoundTrip + script + " | ForEach-Object ExperimentId"));

    [Theory]
    [InlineData("Start-MlRun -ExperimentId 99", "ExperimentNotFound")]
    [InlineData("Start-MlRun -ExperimentName nope", "ExperimentNotFound")]
    [InlineData("$env:MLFLOW_EXPERIMENT_ID = '99'; Start-MlRun", "ExperimentNotFound")]
    [InlineData("Start-MlRun -ExperimentId $null", "InvalidId")]
    [InlineData("Start-MlRun -ExperimentId ''", "InvalidId")]
    [InlineData("Start-MlRun -ExperimentName ''", "InvalidName")]
    [InlineData("Start-MlRun -ExperimentId 1 -ExperimentName iris", "InvalidValue")]
    [InlineData("Remove-MlExperiment iris; Start-MlRun -ExperimentId 1", "InvalidState")]
    [InlineData("Start-MlRun -RunId nope", "RunNotFound")]
    [InlineData("Start-MlRun -RunId ''", "InvalidId")]
    [InlineData("Start-MlRun -RunId $null", "InvalidId")]
    [InlineData("Start-MlRun -ParentRunId nope", "RunNotFound")]
    [InlineData("Start-MlRun -ParentRunId ''", "InvalidId")]
    [InlineData("$r = Start-MlRun; Stop-MlRun; $r | Remove-MlRun; Start-MlRun -ParentRunId $r.RunId", "InvalidState")]
    [InlineData("$r = Start-MlRun; Stop-MlRun; $r | Remove-MlRun; Start-MlRun -RunId $r.RunId", "InvalidState")]
    [InlineData("$r = Start-MlRun; Stop-MlRun; $null = Use-MlExperiment iris; Start-MlRun -RunId $r.RunId", "InvalidState")]
    [InlineData("Start-MlRun -Tag @{ 'a?' = 1 }", "InvalidName")]
    [InlineData("Start-MlRun -Tag @{ a = $null }", "InvalidValue")]
    [InlineData("Start-MlRun x -Tag @{ 'mlflow.runName' = 'y' }", "InvalidValue")]
    [InlineData("Start-MlRun \"a`0b\"", "InvalidName")]
    [InlineData("Start-MlRun -ScriptBlock $null", "InvalidValue")]
    [InlineData("Start-MlRun $null", "InvalidValue")]
    [InlineData("$null = Start-MlRun; Start-MlRun", "RunAlreadyActive")]
    [InlineData("$r = Start-MlRun; Start-MlRun -RunId $r.RunId -Nested", "RunAlreadyActive")]
    [InlineData("Get-MlExperiment | Start-MlRun", "RunAlreadyActive")]
    public void What_is_wrong_ends_the_command(string script, string id)
    {
        int runs = _host.Get("Find-MlRun -ViewType All -AllExperiments").Count;
        ScriptResult result = _host.Run(script);
        Assert.Equal(id, result.TerminatingId);
        Assert.DoesNotContain('\n', result.Terminating!.Exception.Message);
        int made = script.Contains("= Start-MlRun", StringComparison.Ordinal) ? 1 : 0;
        Assert.Equal(runs + made, _host.Get("Find-MlRun -ViewType All -AllExperiments").Count);
    }

    [Theory]
    [InlineData("$env:MLFLOW_EXPERIMENT_ID = '99'; Start-MlRun", "MLFLOW_EXPERIMENT_ID")]
    [InlineData("$env:MLFLOW_EXPERIMENT_ID = 'abc'; Start-MlRun", "MLFLOW_EXPERIMENT_ID")]
    [InlineData("$env:MLFLOW_EXPERIMENT_ID = 'abc'; Find-MlRun", "MLFLOW_EXPERIMENT_ID")]
    [InlineData("Remove-MlExperiment iris; $env:MLFLOW_EXPERIMENT_NAME = 'iris'; Start-MlRun", "MLFLOW_EXPERIMENT_NAME")]
    [InlineData("$env:MLFLOW_EXPERIMENT_NAME = 'nope'; Find-MlRun", "MLFLOW_EXPERIMENT_NAME")]
    [InlineData("$env:MLFLOW_RUN_ID = 'nope'; Start-MlRun", "MLFLOW_RUN_ID")]
    [InlineData("$env:MLFLOW_TRACKING_URI = 'ftp://x'; Start-MlRun", "MLFLOW_TRACKING_URI")]
    public void An_error_about_what_a_variable_says_names_the_variable(string script, string variable) =>
        Assert.Contains(variable, _host.Run(script).Terminating!.Exception.Message, StringComparison.Ordinal);

    [Fact]
    public void An_error_about_what_the_user_says_names_no_variable() => Assert.DoesNotContain(
        "MLFLOW_", _host.Run("$env:MLFLOW_EXPERIMENT_ID = '1'; Start-MlRun -ExperimentId 99").Terminating!.Exception.Message, StringComparison.Ordinal);

    [Fact]
    public void A_second_run_says_which_one_is_open()
    {
        ScriptResult result = _host.Run("$r = Start-MlRun; $r.RunId; Start-MlRun");
        Assert.Equal(result.Output[0].ToString(), result.Terminating!.TargetObject);
        Assert.Equal(ErrorCategory.InvalidOperation, result.Terminating.CategoryInfo.Category);
    }

    [Theory]
    [InlineData("$null | Start-MlRun { 'in' }", "InvalidId")]
    [InlineData("'nope' | Start-MlRun { 'in' }", "ExperimentNotFound")]
    [InlineData("Start-MlRun { Get-MlRun } | Start-MlRun { 'in' }", "InvalidValue")]
    [InlineData("[pscustomobject]@{ Name = 'iris' } | Start-MlRun { 'in' }", "InvalidValue")]
    [InlineData("Get-MlExperiment iris | Start-MlRun { 'in' } -ExperimentId 0", "InvalidValue")]
    public void What_is_piped_wrongly_is_an_error_of_that_item(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Equal([id], result.ErrorIds);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Nothing_piped_does_nothing()
    {
        Assert.Empty(_host.Get("Get-MlExperiment zz* | Start-MlRun; Get-MlExperiment zz* | Start-MlRun { 'in' }"));
        Assert.Empty(_host.Get("Find-MlRun"));
    }

    [Fact]
    public void A_block_runs_once_for_each_experiment_and_a_bad_one_leaves_the_others_alone()
    {
        ScriptResult result = _host.Run("'iris', 'nope', 'Default' | Start-MlRun { (Get-MlRun).ExperimentId }");
        Assert.Equal("1,0", string.Join(',', result.Output));
        Assert.Equal(["ExperimentNotFound"], result.ErrorIds);
        Assert.Equal("Finished,Finished", string.Join(',', _host.Get("(Find-MlRun).Status")));
    }

    [Fact]
    public void A_nested_run_gets_its_parent_and_may_lie_in_another_experiment()
    {
        Assert.Equal("True,1", One(
            "$p = Start-MlRun; $c = Start-MlRun -Nested -ExperimentName iris; \"$($c.ParentRunId -eq $p.RunId),$($c.ExperimentId)\""));
        Assert.Equal("True", One("(Get-MlRun).RunId -eq $c.RunId"));
        Assert.Equal("True", One("Stop-MlRun; (Get-MlRun).RunId -eq $p.RunId"));
    }

    [Fact]
    public void A_parent_need_not_be_open() => Assert.Equal("True", One(
        "$p = Start-MlRun; Stop-MlRun; (Start-MlRun -ParentRunId $p.RunId).ParentRunId -eq $p.RunId"));

    [Fact]
    public void Nested_without_an_open_run_is_a_run_at_the_top() => Assert.Empty(_host.Get("(Start-MlRun -Nested).ParentRunId | Where-Object { $_ }"));

    [Fact]
    public void Resuming_keeps_what_is_there_and_adds_to_it()
    {
        dynamic run = _host.Get(
            "$r = Start-MlRun a -Tag @{ x = 1 }; Stop-MlRun -EndTime 5; Start-MlRun b -RunId $r.RunId -Tag @{ y = 2 } -Description d").Single();
        Assert.Equal("b", run.Name);
        Assert.Equal("Running", run.Status.ToString());
        Assert.Equal(5, run.EndTime.ToUnixTimeMilliseconds());
        Assert.Equal("d", run.Description);
        Assert.Equal("1", run.Tags["x"]);
        Assert.Equal("2", run.Tags["y"]);
        Assert.Equal("b", run.Tags["mlflow.runName"]);
        Assert.Equal("Finished", One("(Stop-MlRun -PassThru).Status"));
        Assert.Single(_host.Get("Find-MlRun"));
    }

    [Fact]
    public void Resuming_ignores_another_experiment_named_as_an_argument() => Assert.Equal("0", One(
        "$r = Start-MlRun; Stop-MlRun; (Start-MlRun -RunId $r.RunId -ExperimentId 1).ExperimentId"));

    [Fact]
    public void The_variable_names_a_run_to_resume_once()
    {
        string id = One("(Start-MlRun).RunId; Stop-MlRun");
        Environment.SetEnvironmentVariable("MLFLOW_RUN_ID", id);
        Assert.Equal(id, One("(Start-MlRun).RunId; Stop-MlRun"));
        Assert.Null(Environment.GetEnvironmentVariable("MLFLOW_RUN_ID"));
        Assert.NotEqual(id, One("(Start-MlRun).RunId"));
    }

    [Fact]
    public void The_script_and_its_commit_are_written_down()
    {
        const string commit = "0123456789abcdef0123456789abcdef01234567";
        string script = Path.Combine(_host.Folder, "fit.ps1");
        File.WriteAllText(script, "(Start-MlRun).Tags; Stop-MlRun");
        Directory.CreateDirectory(Path.Combine(_host.Folder, ".git"));
        File.WriteAllText(Path.Combine(_host.Folder, ".git", "HEAD"), "ref: refs/heads/main\n");
        File.WriteAllText(Path.Combine(_host.Folder, ".git", "packed-refs"), $"# pack-refs with: peeled\n{commit} refs/heads/main\n");
        dynamic tags = _host.Get($"& '{script}'").Single();
        Assert.Equal(script, tags["mlflow.source.name"]);
        Assert.Equal(commit, tags["mlflow.source.git.commit"]);
        Assert.Equal("mine", One("(Start-MlRun -Tag @{ 'mlflow.source.name' = 'mine' }).Tags['mlflow.source.name']"));
    }

    [Fact]
    public void WhatIf_opens_nothing_and_runs_nothing()
    {
        Assert.Empty(_host.Get("Start-MlRun -WhatIf; Start-MlRun x { 'in' } -WhatIf; Get-MlExperiment | Start-MlRun { 'in' } -WhatIf"));
        Assert.Equal("NoActiveRun", _host.Run("Get-MlRun").TerminatingId);
        Assert.Empty(_host.Get("Find-MlRun"));
    }

    [Fact]
    public void WhatIf_creates_no_database()
    {
        using PowerShellHost fresh = new();
        fresh.Get("Start-MlRun -WhatIf; Start-MlRun -ExperimentName nope { 'in' } -WhatIf");
        Assert.False(File.Exists(fresh.DatabasePath));
    }

    [Fact]
    public void Verbose_says_what_happened()
    {
        ScriptResult result = _host.Run("$r = Start-MlRun fit -Verbose; $r.RunId");
        Assert.Contains(result.Verbose, line => line.Contains(result.Output[0].ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Each_runspace_has_its_own_open_runs()
    {
        _host.Get("$null = Start-MlRun");
        using System.Management.Automation.Runspaces.Runspace other = _host.OpenRunspace();
        using PowerShell shell = PowerShell.Create(other);
        Assert.Equal("True", shell.AddScript("$null -ne (Start-MlRun).RunId").Invoke().Single().ToString());
    }

    private string One(string script) => Assert.Single(_host.Get(script)).ToString();
}
