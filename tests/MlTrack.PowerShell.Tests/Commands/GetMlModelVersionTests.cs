using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class GetMlModelVersionTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public GetMlModelVersionTests() => _host.Get("""
        $run = Start-MlRun forest
        Add-MlArtifact -Text 'flavors: {}' -ArtifactFile model/MLmodel
        Add-MlArtifact -Text 'x' -ArtifactFile other/weights.bin
        Stop-MlRun
        $one, $two, $three = 1..3 | ForEach-Object { $run | Register-MlModel churn }
        $null = New-MlModel shop
        $two | Set-MlModelVersion -Stage Production
        Set-MlModelAlias churn champion 1
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Get-MlModelVersion churn", "1,2,3")]
    [InlineData("Get-MlModelVersion churn -Version 2", "2")]
    [InlineData("Get-MlModelVersion churn -Version '2'", "2")]
    [InlineData("Get-MlModelVersion churn -Alias champion", "1")]
    [InlineData("Get-MlModelVersion churn -Stage production", "2")]
    [InlineData("Get-MlModelVersion churn -Stage None", "3")]
    [InlineData("Get-MlModelVersion churn -Latest", "3")]
    [InlineData("Get-MlModelVersion", "1,2,3")]
    [InlineData("Get-MlModelVersion shop", "")]
    [InlineData("Get-MlModel churn | Get-MlModelVersion", "1,2,3")]
    [InlineData("Get-MlModel churn | Get-MlModelVersion -Latest", "3")]
    [InlineData("'churn' | Get-MlModelVersion -Version 1", "1")]
    [InlineData("$two | Get-MlModelVersion", "2")]
    [InlineData("@() | Get-MlModelVersion", "")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($two)) | Get-MlModelVersion", "2")]
    public void It_finds_by_every_selector(string script, string versions) => Assert.Equal(versions, string.Join(',', _host.Get(script).Select(version => version.Properties["Version"].Value)));

    [Fact]
    public void It_has_the_contract_s_properties()
    {
        Assert.Equal("churn,Int32,Production,Ready,True,True,0", _host.Get("$v = Get-MlModelVersion churn -Version 2; $v.Name, $v.Version.GetType().Name, $v.Stage, $v.Status, ($v.RunId -eq $run.RunId), ($v.Source -like '*/artifacts/model'), $v.CreationTime.Offset.Ticks -join ','").Single().ToString());
        Assert.Equal("forest", _host.Get("($two | Get-MlRun).Name").Single().ToString());
    }

    [Fact]
    public void A_name_with_quotes_is_found()
    {
        _host.Get("$odd = \"it's a \"\"test\"\" 100%\"; $null = $run | Register-MlModel $odd; $null = $run | Register-MlModel \"itxs a xtestx 100%\"");
        Assert.Equal("True", _host.Get("(Get-MlModelVersion $odd).Name -eq $odd").Single().ToString());
    }

    [Theory]
    [InlineData("Get-MlModelVersion nope", "ModelNotFound")]
    [InlineData("Get-MlModelVersion nope -Version 1", "ModelNotFound")]
    [InlineData("Get-MlModelVersion churn -Version 9", "ModelVersionNotFound")]
    [InlineData("Get-MlModelVersion churn -Version abc", "InvalidValue")]
    [InlineData("Get-MlModelVersion churn -Version 1.5", "InvalidValue")]
    [InlineData("Get-MlModelVersion churn -Version 0", "InvalidValue")]
    [InlineData("Get-MlModelVersion churn -Version $null", "InvalidValue")]
    [InlineData("Get-MlModelVersion churn -Alias nope", "AliasNotFound")]
    [InlineData("Get-MlModelVersion churn -Alias 'a b'", "InvalidName")]
    [InlineData("Get-MlModelVersion churn -Stage Staging", "ModelVersionNotFound")]
    [InlineData("Get-MlModelVersion shop -Latest", "ModelVersionNotFound")]
    [InlineData("Get-MlModelVersion churn -Version 1 -Latest", "InvalidValue")]
    [InlineData("Get-MlModelVersion -Version 1", "InvalidName")]
    [InlineData("Get-MlModelVersion ''", "InvalidName")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("'nope' | Get-MlModelVersion", "ModelNotFound")]
    [InlineData("$null | Get-MlModelVersion", "InvalidName")]
    [InlineData("$run | Get-MlModelVersion", "InvalidValue")]
    [InlineData("$one | Get-MlModelVersion -Version 2", "InvalidValue")]
    [InlineData("Remove-MlModelVersion churn -Version 1 -Force; $one | Get-MlModelVersion", "ModelVersionNotFound")]
    public void A_bad_item_is_told(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }
}
