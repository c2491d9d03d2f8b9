using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class RemoveMlTagTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public RemoveMlTagTests() => _host.Get("""
        $experiment = New-MlExperiment churn -Tag @{ a = 1; b = 2 }
        $other = Start-MlRun other -Tag @{ a = 1; b = 2 }; Stop-MlRun
        $run = Start-MlRun probe -Tag @{ a = 1; b = 2 }
        $model = New-MlModel model -Tag @{ a = 1; b = 2 }
        $version = Register-MlModel model s3://bucket/model -Tag @{ a = 1; b = 2 }
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Remove-MlTag a, b", "$run")]
    [InlineData("Remove-MlTag a, b -RunId $other.RunId", "$other")]
    [InlineData("$other | Remove-MlTag a, b", "$other")]
    [InlineData("$other.RunId | Remove-MlTag -Name a, b", "$other")]
    [InlineData("@{ RunId = $other.RunId } | Remove-MlTag a, b", "$other")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($other)) | Remove-MlTag a, b", "$other")]
    public void A_run_loses_its_tags(string script, string target)
    {
        Assert.Empty(_host.Get(script));
        Assert.Empty(_host.Get($"(Get-MlRun {target}.RunId).Tags.Keys | Where-Object {{ $_ -in 'a', 'b' }}"));
    }

    [Theory]
    [InlineData("Remove-MlTag a -ExperimentId $experiment.ExperimentId")]
    [InlineData("$experiment | Remove-MlTag a")]
    public void An_experiment_loses_its_tag(string script)
    {
        _host.Get(script);
        Assert.Equal(["b"], _host.Get("(Get-MlExperiment churn).Tags.Keys").Select(key => key.ToString()));
        Assert.Equal("True", _host.Get("(Get-MlRun).Tags.ContainsKey('a')").Single().ToString());
    }

    [Theory]
    [InlineData("Remove-MlTag a -ModelName model", "(Get-MlModel model)", "(Get-MlModelVersion model -Version 1)")]
    [InlineData("$model | Remove-MlTag a", "(Get-MlModel model)", "(Get-MlModelVersion model -Version 1)")]
    [InlineData("Remove-MlTag a -ModelName model -Version 1", "(Get-MlModelVersion model -Version 1)", "(Get-MlModel model)")]
    [InlineData("$version | Remove-MlTag a, nope", "(Get-MlModelVersion model -Version 1)", "(Get-MlModel model)")]
    public void A_model_or_version_loses_its_tag_and_a_missing_one_is_no_error(string script, string target, string other)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal("b,2", _host.Get($"({target}.Tags.Keys -join '+'), {other}.Tags.Count -join ','").Single().ToString());
    }

    [Theory]
    [InlineData("Remove-MlTag a -ModelName nope", "ModelNotFound")]
    [InlineData("Remove-MlTag a -ModelName model -Version 9", "ModelVersionNotFound")]
    public void A_missing_model_or_version_is_told(string script, string id) => Assert.Equal([id], _host.Run(script).ErrorIds);

    [Fact]
    public void A_missing_tag_leaves_its_neighbours_alone()
    {
        ScriptResult result = _host.Run("Remove-MlTag nope, a");
        Assert.Equal(["TagNotFound"], result.ErrorIds);
        Assert.Equal("nope", result.Errors[0].TargetObject);
        Assert.Equal("False", _host.Get("(Get-MlRun).Tags.ContainsKey('a')").Single().ToString());
        Assert.Equal(["TagNotFound", "InvalidName"], _host.Run("Remove-MlTag nope, '' -ExperimentId 1").ErrorIds);
    }

    [Theory]
    [InlineData("Remove-MlTag", "InvalidName")]
    [InlineData("Remove-MlTag a -Version 1", "InvalidValue")]
    [InlineData("Remove-MlTag a -ModelName ''", "InvalidName")]
    [InlineData("Remove-MlTag a -ModelName model -ExperimentId 0", "InvalidValue")]
    [InlineData("Remove-MlTag a -RunId ''", "InvalidId")]
    [InlineData("Remove-MlTag a -RunId $run.RunId -ExperimentId 1", "InvalidValue")]
    [InlineData("$other | Remove-MlTag a -RunId $run.RunId", "InvalidValue")]
    [InlineData("Stop-MlRun; Remove-MlTag a", "NoActiveRun")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("$null | Remove-MlTag a", "InvalidId")]
    [InlineData("Add-MlMetric m 1 -PassThru | Remove-MlTag a", "InvalidValue")]
    [InlineData("'feedfeedfeedfeedfeedfeedfeedfeed' | Remove-MlTag a", "RunNotFound")]
    public void A_bad_item_is_told(string script, string id) => Assert.Equal([id], _host.Run(script).ErrorIds);

    [Fact]
    public void An_empty_pipe_and_WhatIf_change_nothing()
    {
        _host.Get("@() | Remove-MlTag a; Remove-MlTag a -WhatIf; $experiment | Remove-MlTag a -WhatIf");
        Assert.Equal("True,True", _host.Get("(Get-MlRun).Tags.ContainsKey('a'), (Get-MlExperiment churn).Tags.ContainsKey('a') -join ','").Single().ToString());
    }
}
