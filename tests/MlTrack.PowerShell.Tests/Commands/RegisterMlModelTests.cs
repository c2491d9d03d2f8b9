using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class RegisterMlModelTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public RegisterMlModelTests() => _host.Get("""
        $run = Start-MlRun forest
        Add-MlArtifact -Text 'flavors: {}' -ArtifactFile model/MLmodel
        Add-MlArtifact -Text 'x' -ArtifactFile other/weights.bin
        Stop-MlRun
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("$run | Register-MlModel churn")]
    [InlineData("$run.RunId | Register-MlModel churn")]
    [InlineData("@{ RunId = $run.RunId } | Register-MlModel churn")]
    [InlineData("Register-MlModel churn \"runs:/$($run.RunId)/model\"")]
    [InlineData("\"runs:/$($run.RunId)/model\" | Register-MlModel churn")]
    [InlineData("Get-MlRun $run.RunId | Register-MlModel -Name churn -ArtifactPath model")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($run)) | Register-MlModel churn")]
    public void It_registers_what_a_run_logged(string script)
    {
        Assert.Equal("churn/1", _host.Get(script).Single().ToString());
        Assert.Equal("True,True", _host.Get("$v = Get-MlModelVersion churn -Latest; ($v.RunId -eq $run.RunId), ($v.Source -eq \"$($run.ArtifactUri)/model\") -join ','").Single().ToString());
    }

    [Fact]
    public void Tags_description_and_aliases_are_set_at_once()
    {
        Assert.Equal("1,text,c2+champion,True", _host.Get("$v = $run | Register-MlModel churn -Tag @{ a = 1 } -Description text -Alias champion, c2 -ArtifactPath other; $v.Tags.a, $v.Description, ($v.Aliases -join '+'), ($v.Source -like '*/other') -join ','").Single().ToString());
        Assert.Equal("2,champion,2", _host.Get("$v = $run | Register-MlModel churn -Alias champion; $v.Version, $v.Aliases[0], (Get-MlModel churn).Aliases.champion -join ','").Single().ToString());
    }

    [Fact]
    public void In_a_run_it_registers_the_run_s_own_model() => Assert.Equal("True", _host.Get("Start-MlRun own { Add-MlArtifact -Text x -ArtifactFile model/MLmodel; $id = (Get-MlRun).RunId; (Register-MlModel own).RunId -eq $id }").Single().ToString());

    [Fact]
    public void Versions_folders_and_other_URIs_are_registered_too()
    {
        _host.Get("$null = $run | Register-MlModel churn -Alias champion");
        Assert.Equal("models:/churn/1,True", _host.Get("$v = Register-MlModel shop models:/churn@champion; $v.Source, ($v.RunId -eq $run.RunId) -join ','").Single().ToString());
        Directory.CreateDirectory(Path.Combine(_host.Folder, "local"));
        Assert.Equal("True", _host.Get("(Register-MlModel shop ./local).Source -eq ([IO.Path]::Combine($PWD.ProviderPath, 'local'))").Single().ToString());
        Assert.Equal("s3://bucket/models/a,3", _host.Get("$v = Register-MlModel shop s3://bucket/models/a; $v.Source, $v.Version -join ','").Single().ToString());
    }

    [Theory]
    [InlineData("Register-MlModel", "InvalidName")]
    [InlineData("Register-MlModel new", "NoActiveRun")]
    [InlineData("Register-MlModel new \"runs:/$($run.RunId)/nope\"", "ArtifactNotFound")]
    [InlineData("Register-MlModel new runs:/feedfeedfeedfeedfeedfeedfeedfeed/model", "RunNotFound")]
    [InlineData("Register-MlModel new ./nope", "PathNotFound")]
    [InlineData("Register-MlModel new ''", "PathNotFound")]
    [InlineData("Register-MlModel new models:/nope/1", "ModelNotFound")]
    [InlineData("Register-MlModel new models:/nope", "ModelNotFound")]
    [InlineData("Register-MlModel new runs:/", "InvalidUri")]
    [InlineData("Register-MlModel a/b \"runs:/$($run.RunId)/model\"", "InvalidName")]
    [InlineData("Register-MlModel new \"runs:/$($run.RunId)/model\" -Alias latest", "InvalidName")]
    [InlineData("Register-MlModel new \"runs:/$($run.RunId)/model\" -Description ('x' * 5001)", "InvalidValue")]
    [InlineData("Register-MlModel new \"runs:/$($run.RunId)/model\" -Tag @{ '../a' = 1 }", "InvalidName")]
    [InlineData("Register-MlModel new a:/b -ArtifactPath x", "InvalidValue")]
    public void What_is_wrong_ends_the_command_and_leaves_no_model_behind(string script, string id)
    {
        Assert.Equal(id, _host.Run(script).TerminatingId);
        Assert.Empty(_host.Get("Get-MlModel"));
    }

    [Theory]
    [InlineData("Get-MlExperiment Default | Register-MlModel new", "InvalidValue")]
    [InlineData("$null | Register-MlModel new", "InvalidId")]
    [InlineData("'feedfeedfeedfeedfeedfeedfeedfeed' | Register-MlModel new", "RunNotFound")]
    [InlineData("$run | Register-MlModel new -ArtifactPath nope", "ArtifactNotFound")]
    [InlineData("$run | Register-MlModel new models:/x/1", "InvalidValue")]
    [InlineData("Get-MlArtifact -RunId $run.RunId model | Register-MlModel new", "InvalidValue")]
    public void A_bad_item_is_told(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_register_nothing()
    {
        Assert.Empty(_host.Get("@() | Register-MlModel new; $run | Register-MlModel new -WhatIf; Get-MlModel"));
        using PowerShellHost fresh = new();
        fresh.Get("Register-MlModel a models:/b/1 -WhatIf");
        Assert.False(File.Exists(fresh.DatabasePath));
    }
}
