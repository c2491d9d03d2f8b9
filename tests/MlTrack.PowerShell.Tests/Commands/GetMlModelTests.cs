using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class GetMlModelTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public GetMlModelTests() => _host.Get("""
        $run = Start-MlRun forest
        Add-MlArtifact -Text 'flavors: {}' -ArtifactFile model/MLmodel
        Add-MlArtifact -Text 'x' -ArtifactFile other/weights.bin
        Stop-MlRun
        $one, $two, $three = 1..3 | ForEach-Object { $run | Register-MlModel churn }
        $null = New-MlModel shop
        $null = 'churn2', 'odd [x]' | New-MlModel
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Get-MlModel", "churn,churn2,odd [x],shop")]
    [InlineData("Get-MlModel churn", "churn")]
    [InlineData("Get-MlModel churn*", "churn,churn2")]
    [InlineData("Get-MlModel CHURN*", "churn,churn2")]
    [InlineData("Get-MlModel 'odd [x]'", "odd [x]")]
    [InlineData("Get-MlModel zz*", "")]
    [InlineData("'shop', 'churn?' | Get-MlModel", "shop,churn2")]
    [InlineData("Get-MlModel shop | Get-MlModel", "shop")]
    [InlineData("$one | Get-MlModel", "churn")]
    [InlineData("@() | Get-MlModel", "")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($one)) | Get-MlModel", "churn")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-MlModel shop))) | Get-MlModel", "shop")]
    public void It_finds_by_name_and_pattern(string script, string names) => Assert.Equal(names, string.Join(',', _host.Get(script).Select(model => model.Properties["Name"].Value)));

    [Fact]
    public void It_shows_aliases_and_latest_versions()
    {
        _host.Get("$two | Set-MlModelVersion -Stage Production; Set-MlModelAlias churn champion 2");
        Assert.Equal("2 Production,3 None", _host.Get("$m = Get-MlModel churn; ($m.LatestVersions | ForEach-Object { $_.Version, $_.Stage -join ' ' }) -join ','").Single().ToString());
        Assert.Equal("2,", _host.Get("$m = Get-MlModel churn; $m.Aliases.champion, $m.Aliases['none'] -join ','").Single().ToString());
    }

    [Theory]
    [InlineData("Get-MlModel nope", "ModelNotFound")]
    [InlineData("Get-MlModel CHURN", "ModelNotFound")]
    [InlineData("Get-MlModel ''", "InvalidName")]
    [InlineData("Get-MlModel $null", "InvalidName")]
    public void A_missing_name_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("'nope' | Get-MlModel", "ModelNotFound")]
    [InlineData("$null | Get-MlModel", "InvalidName")]
    [InlineData("$run | Get-MlModel", "InvalidValue")]
    [InlineData("'churn' | Get-MlModel shop", "InvalidValue")]
    public void A_bad_item_is_told(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }
}
