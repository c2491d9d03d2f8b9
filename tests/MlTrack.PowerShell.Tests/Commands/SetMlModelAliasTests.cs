using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class SetMlModelAliasTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public SetMlModelAliasTests() => _host.Get("""
        $run = Start-MlRun forest
        Add-MlArtifact -Text 'flavors: {}' -ArtifactFile model/MLmodel
        Add-MlArtifact -Text 'x' -ArtifactFile other/weights.bin
        Stop-MlRun
        $one, $two, $three = 1..3 | ForEach-Object { $run | Register-MlModel churn }
        $null = New-MlModel shop
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Set-MlModelAlias churn champion 2")]
    [InlineData("Set-MlModelAlias churn champion '2'")]
    [InlineData("$two | Set-MlModelAlias champion")]
    [InlineData("$two | Set-MlModelAlias -Alias champion")]
    [InlineData("Get-MlModel churn | Set-MlModelAlias -Alias champion -Version 2")]
    [InlineData("'churn' | Set-MlModelAlias -Alias champion -Version 2")]
    [InlineData("Set-MlModelAlias churn champion 1; $two | Set-MlModelAlias champion")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($two)) | Set-MlModelAlias champion")]
    public void It_points_an_alias_and_says_nothing(string script)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal("2", _host.Get("(Get-MlModelVersion churn -Alias champion).Version").Single().ToString());
        Assert.Equal("1", _host.Get("(Get-MlModel churn).Aliases.Count").Single().ToString());
    }

    [Theory]
    [InlineData("Set-MlModelAlias churn latest 1", "InvalidName")]
    [InlineData("Set-MlModelAlias churn v1 1", "InvalidName")]
    [InlineData("Set-MlModelAlias churn 'a b' 1", "InvalidName")]
    [InlineData("Set-MlModelAlias churn '' 1", "InvalidName")]
    [InlineData("Set-MlModelAlias churn", "InvalidValue")]
    [InlineData("Set-MlModelAlias churn champion 9", "ModelVersionNotFound")]
    [InlineData("Set-MlModelAlias churn champion x", "InvalidValue")]
    [InlineData("Set-MlModelAlias nope champion 1", "ModelNotFound")]
    [InlineData("Set-MlModelAlias", "InvalidValue")]
    public void What_is_wrong_ends_the_command(string script, string id)
    {
        string? found = _host.Run(script).TerminatingId;
        Assert.True(found == id || (script == "Set-MlModelAlias" && found == "InvalidName"), found);
    }

    [Theory]
    [InlineData("$two | Set-MlModelAlias latest", "InvalidName")]
    [InlineData("$two | Set-MlModelAlias", "InvalidName")]
    [InlineData("$two | Set-MlModelAlias churn -Alias champion", "InvalidValue")]
    [InlineData("$two | Set-MlModelAlias champion -Version 1", "InvalidValue")]
    [InlineData("$run | Set-MlModelAlias -Alias champion -Version 1", "InvalidValue")]
    [InlineData("$null | Set-MlModelAlias -Alias champion -Version 1", "InvalidName")]
    public void A_bad_item_is_told(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_point_nothing()
    {
        _host.Get("@() | Set-MlModelAlias champion; Set-MlModelAlias churn champion 1 -WhatIf; $one | Set-MlModelAlias champion -WhatIf");
        Assert.Equal("0", _host.Get("(Get-MlModel churn).Aliases.Count").Single().ToString());
    }
}
