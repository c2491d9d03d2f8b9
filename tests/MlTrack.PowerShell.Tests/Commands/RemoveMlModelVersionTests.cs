using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class RemoveMlModelVersionTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public RemoveMlModelVersionTests() => _host.Get("""
        $run = Start-MlRun forest
        Add-MlArtifact -Text 'flavors: {}' -ArtifactFile model/MLmodel
        Add-MlArtifact -Text 'x' -ArtifactFile other/weights.bin
        Stop-MlRun
        $one, $two, $three = 1..3 | ForEach-Object { $run | Register-MlModel churn }
        $null = New-MlModel shop
        Set-MlModelAlias churn champion 2
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Remove-MlModelVersion churn -Version 2 -Force")]
    [InlineData("Remove-MlModelVersion churn -Alias champion -Force")]
    [InlineData("$two | Remove-MlModelVersion -Force")]
    [InlineData("Remove-MlModelVersion churn -Version 2 -Confirm:$false")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($two)) | Remove-MlModelVersion -Force")]
    public void It_removes_one_version_for_good(string script)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal("1,3", _host.Get("(Get-MlModelVersion churn).Version -join ','").Single().ToString());
        Assert.Equal("0", _host.Get("(Get-MlModel churn).Aliases.Count").Single().ToString());
        Assert.Equal("4", _host.Get("($run | Register-MlModel churn).Version").Single().ToString());
    }

    [Theory]
    [InlineData("Remove-MlModelVersion churn -Force", "InvalidValue")]
    [InlineData("Remove-MlModelVersion churn -Version 9 -Force", "ModelVersionNotFound")]
    [InlineData("Remove-MlModelVersion churn -Version x -Force", "InvalidValue")]
    [InlineData("Remove-MlModelVersion churn -Alias nope -Force", "AliasNotFound")]
    [InlineData("Remove-MlModelVersion -Version 1 -Force", "InvalidName")]
    [InlineData("Remove-MlModelVersion churn -Version 1 -Alias champion -Force", "InvalidValue")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("Get-MlModel churn | Remove-MlModelVersion -Force", "InvalidValue")]
    [InlineData("$run | Remove-MlModelVersion -Force", "InvalidValue")]
    [InlineData("$null | Remove-MlModelVersion -Force", "InvalidName")]
    public void A_bad_item_is_told_and_nothing_is_removed(string script, string id)
    {
        Assert.Equal([id], _host.Run(script).ErrorIds);
        Assert.Equal(3, _host.Get("Get-MlModelVersion churn").Count);
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_remove_nothing()
    {
        _host.Get("@() | Remove-MlModelVersion -Force; $one | Remove-MlModelVersion -WhatIf; $one | Remove-MlModelVersion -Force -WhatIf");
        Assert.Equal(3, _host.Get("Get-MlModelVersion churn").Count);
    }
}
