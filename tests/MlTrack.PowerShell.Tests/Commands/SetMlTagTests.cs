using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class SetMlTagTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public SetMlTagTests() => _host.Get(
        "$experiment = New-MlExperiment churn; $other = Start-MlRun other; Stop-MlRun; $run = Start-MlRun probe; "
        + "$model = New-MlModel model; $version = Register-MlModel model s3://bucket/model");

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_tag_goes_to_the_active_run_and_overwrites()
    {
        Assert.Empty(_host.Get("Set-MlTag stage draft; Set-MlTag stage $true; Set-MlTag -Tag @{ a = 1.50; 'b c' = '' }"));
        Assert.Equal("True,1.5,", _host.Get("$t = (Get-MlRun).Tags; $t.stage, $t.a, $t['b c'] -join ','").Single().ToString());
    }

    [Theory]
    [InlineData("Set-MlTag team ml -RunId $other.RunId", "$other")]
    [InlineData("$other | Set-MlTag team ml", "$other")]
    [InlineData("$other.RunId | Set-MlTag -Tag @{ team = 'ml' }", "$other")]
    [InlineData("@{ Name = 'team'; Value = 'ml'; RunId = $other.RunId } | Set-MlTag", "$other")]
    [InlineData("@{ Key = 'team'; Value = 'ml' } | Set-MlTag -RunId $other.RunId", "$other")]
    [InlineData("@{ Key = 'team'; Value = 'ml' } | Set-MlTag", "$run")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($other)) | Set-MlTag team ml", "$other")]
    public void A_run_is_tagged(string script, string target)
    {
        _host.Get(script);
        Assert.Equal("ml", _host.Get($"(Get-MlRun {target}.RunId).Tags.team").Single().ToString());
    }

    [Theory]
    [InlineData("Set-MlTag team ml -ExperimentId $experiment.ExperimentId")]
    [InlineData("$experiment | Set-MlTag team ml")]
    [InlineData("$experiment | Set-MlTag -Tag @{ team = 'ml' }")]
    [InlineData("@{ Name = 'team'; Value = 'ml' } | Set-MlTag -ExperimentId $experiment.ExperimentId")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($experiment)) | Set-MlTag team ml")]
    public void An_experiment_is_tagged(string script)
    {
        _host.Get(script);
        Assert.Equal("ml", _host.Get("(Get-MlExperiment churn).Tags.team").Single().ToString());
        Assert.Empty(_host.Get("(Get-MlRun).Tags.team | Where-Object { $_ }"));
    }

    [Theory]
    [InlineData("Set-MlTag team ml -ModelName model", "(Get-MlModel model)", "(Get-MlModelVersion model -Version 1)")]
    [InlineData("$model | Set-MlTag team ml", "(Get-MlModel model)", "(Get-MlModelVersion model -Version 1)")]
    [InlineData("@{ Name = 'team'; Value = 'ml' } | Set-MlTag -ModelName model", "(Get-MlModel model)", "(Get-MlModelVersion model -Version 1)")]
    [InlineData("Set-MlTag team ml -ModelName model -Version 1", "(Get-MlModelVersion model -Version 1)", "(Get-MlModel model)")]
    [InlineData("$version | Set-MlTag -Tag @{ team = 'ml' }", "(Get-MlModelVersion model -Version 1)", "(Get-MlModel model)")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($version)) | Set-MlTag team ml", "(Get-MlModelVersion model -Version 1)", "(Get-MlModel model)")]
    public void A_model_or_version_is_tagged_itself(string script, string target, string other)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal("ml", _host.Get($"{target}.Tags.team").Single().ToString());
        Assert.Equal("False,False", _host.Get($"{other}.Tags.ContainsKey('team'), (Get-MlRun).Tags.ContainsKey('team') -join ','").Single().ToString());
    }

    [Theory]
    [InlineData("Set-MlTag a 1 -ModelName nope", "ModelNotFound")]
    [InlineData("Set-MlTag a 1 -ModelName model -Version 3", "ModelVersionNotFound")]
    [InlineData("Set-MlTag a 1 -ModelName model -Version x", "InvalidValue")]
    [InlineData("Set-MlTag a 1 -ModelName ''", "InvalidName")]
    [InlineData("Set-MlTag a 1 -Version 1", "InvalidValue")]
    [InlineData("Set-MlTag a ('x' * 5001) -ModelName model", "InvalidValue")]
    [InlineData("Set-MlTag a 1 -ModelName model -RunId $run.RunId", "InvalidValue")]
    [InlineData("$version | Set-MlTag a 1 -RunId $run.RunId", "InvalidValue")]
    [InlineData("$version | Set-MlTag a 1 -ModelName model", "InvalidValue")]
    [InlineData("Set-MlTag a $null", "InvalidValue")]
    [InlineData("Set-MlTag a", "InvalidValue")]
    [InlineData("Set-MlTag", "InvalidName")]
    [InlineData("Set-MlTag '../a' 1", "InvalidName")]
    [InlineData("Set-MlTag a 1 -RunId ''", "InvalidId")]
    [InlineData("Set-MlTag a 1 -ExperimentId ''", "InvalidId")]
    [InlineData("Set-MlTag a 1 -ExperimentId 77", "ExperimentNotFound")]
    [InlineData("Set-MlTag a 1 -RunId feedfeedfeedfeedfeedfeedfeedfeed", "RunNotFound")]
    [InlineData("Set-MlTag a 1 -RunId $run.RunId -ExperimentId 1", "InvalidValue")]
    [InlineData("$experiment | Set-MlTag a 1 -RunId $run.RunId", "InvalidValue")]
    [InlineData("$run | Set-MlTag a 1 -ExperimentId 1", "InvalidValue")]
    [InlineData("Remove-MlExperiment churn; Set-MlTag a 1 -ExperimentId 1", "InvalidState")]
    [InlineData("Remove-MlRun $other.RunId; Set-MlTag a 1 -RunId $other.RunId", "InvalidState")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("Get-MlExperiment churn | Measure-MlExperiment | Set-MlTag a 1", "InvalidValue")]
    [InlineData("Add-MlMetric m 1 -PassThru | Set-MlTag a 1", "InvalidValue")]
    [InlineData("Add-MlParam p 1 -PassThru | Set-MlTag", "InvalidValue")]
    [InlineData("$null | Set-MlTag a 1", "InvalidId")]
    [InlineData("$experiment | Set-MlTag", "InvalidName")]
    [InlineData("@{ Name = 'a' } | Set-MlTag", "InvalidValue")]
    public void A_bad_item_is_told_and_the_next_one_is_taken(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void The_run_s_name_follows_its_tag()
    {
        _host.Get("Set-MlTag mlflow.runName renamed");
        Assert.Equal("renamed", _host.Get("(Get-MlRun).Name").Single().ToString());
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_change_nothing()
    {
        _host.Get("""
            @() | Set-MlTag zz 1; Set-MlTag zz 1 -WhatIf; $experiment | Set-MlTag zz 1 -WhatIf; @{ Name = 'zz'; Value = 1 } | Set-MlTag -WhatIf
            """);
        Assert.Equal("False,False", _host.Get("(Get-MlRun).Tags.ContainsKey('zz'), (Get-MlExperiment churn).Tags.ContainsKey('zz') -join ','").Single().ToString());
        using PowerShellHost fresh = new();
        fresh.Get("Set-MlTag a 1 -ExperimentId 0 -WhatIf; Set-MlTag a 1 -RunId feed -WhatIf; @{ Name = 'a'; Value = 1; RunId = 'feed' } | Set-MlTag -WhatIf");
        Assert.False(File.Exists(fresh.DatabasePath));
    }
}
