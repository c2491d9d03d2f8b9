using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class SetMlModelVersionTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public SetMlModelVersionTests() => _host.Get("""
        $run = Start-MlRun forest
        Add-MlArtifact -Text 'flavors: {}' -ArtifactFile model/MLmodel
        Add-MlArtifact -Text 'x' -ArtifactFile other/weights.bin
        Stop-MlRun
        $one, $two, $three = 1..3 | ForEach-Object { $run | Register-MlModel churn }
        $null = New-MlModel shop
        Set-MlModelAlias churn champion 1
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Set-MlModelVersion churn -Version 1 -Stage Production -Description new")]
    [InlineData("Set-MlModelVersion churn -Alias champion -Stage production -Description new")]
    [InlineData("$one | Set-MlModelVersion -Stage Production -Description new")]
    [InlineData("'churn' | Set-MlModelVersion -Version 1 -Stage Production -Description new")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($one)) | Set-MlModelVersion -Stage Production -Description new")]
    public void It_changes_one_version_and_says_nothing(string script)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal("Production,new", _host.Get("$v = Get-MlModelVersion churn -Version 1; $v.Stage, $v.Description -join ','").Single().ToString());
        Assert.Equal("None", _host.Get("(Get-MlModelVersion churn -Version 2).Stage").Single().ToString());
    }

    [Fact]
    public void Others_are_archived_when_asked()
    {
        _host.Get("$one, $two | Set-MlModelVersion -Stage Production; Set-MlModelVersion churn -Latest -Stage Production -ArchiveExisting");
        Assert.Equal("Archived,Archived,Production", _host.Get("(Get-MlModelVersion churn).Stage -join ','").Single().ToString());
        Assert.Equal("Archived", _host.Get("($one | Set-MlModelVersion -Description '' -PassThru).Stage").Single().ToString());
    }

    [Theory]
    [InlineData("Set-MlModelVersion churn -Version 1", "InvalidValue")]
    [InlineData("Set-MlModelVersion churn -Stage Staging", "InvalidValue")]
    [InlineData("Set-MlModelVersion churn -Version 1 -Alias champion -Stage Staging", "InvalidValue")]
    [InlineData("Set-MlModelVersion -Version 1 -Stage Staging", "InvalidName")]
    [InlineData("Set-MlModelVersion churn -Version 9 -Stage Staging", "ModelVersionNotFound")]
    [InlineData("Set-MlModelVersion nope -Version 1 -Stage Staging", "ModelNotFound")]
    [InlineData("Set-MlModelVersion churn -Version 1 -Stage Archived -ArchiveExisting", "InvalidValue")]
    [InlineData("Set-MlModelVersion churn -Version 1 -Description x -ArchiveExisting", "InvalidValue")]
    [InlineData("Set-MlModelVersion churn -Version 1 -Description ('x' * 5001)", "InvalidValue")]
    [InlineData("Set-MlModelVersion churn -Version 1 -Stage nope", "ParameterArgumentTransformationError")]
    public void What_is_wrong_ends_the_command(string script, string id)
    {
        string? found = _host.Run(script).TerminatingId;
        Assert.True(found == id || (id == "ParameterArgumentTransformationError" && found == "CannotConvertArgumentNoMessage"), found);
    }

    [Theory]
    [InlineData("Get-MlModel churn | Set-MlModelVersion -Stage Staging", "InvalidValue")]
    [InlineData("$run | Set-MlModelVersion -Stage Staging", "InvalidValue")]
    [InlineData("$null | Set-MlModelVersion -Stage Staging", "InvalidName")]
    [InlineData("$one | Set-MlModelVersion -Version 2 -Stage Staging", "InvalidValue")]
    public void A_bad_item_is_told(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_change_nothing()
    {
        _host.Get("@() | Set-MlModelVersion -Stage Staging; $one | Set-MlModelVersion -Stage Staging -WhatIf; Set-MlModelVersion churn -Latest -Stage Staging -WhatIf");
        Assert.Equal("None,None,None", _host.Get("(Get-MlModelVersion churn).Stage -join ','").Single().ToString());
    }
}
