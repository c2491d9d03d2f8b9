using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class RemoveMlModelTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public RemoveMlModelTests() => _host.Get("""
        $run = Start-MlRun forest
        Add-MlArtifact -Text 'flavors: {}' -ArtifactFile model/MLmodel
        Add-MlArtifact -Text 'x' -ArtifactFile other/weights.bin
        Stop-MlRun
        $one, $two, $three = 1..3 | ForEach-Object { $run | Register-MlModel churn }
        $null = New-MlModel shop
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Remove-MlModel churn -Force")]
    [InlineData("Get-MlModel churn | Remove-MlModel -Force")]
    [InlineData("'churn' | Remove-MlModel -Force")]
    [InlineData("Remove-MlModel churn -Confirm:$false")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-MlModel churn))) | Remove-MlModel -Force")]
    public void It_removes_a_model_with_its_versions(string script)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal(["ModelNotFound"], [_host.Run("Get-MlModel churn").TerminatingId!]);
        Assert.Empty(_host.Get("Find-MlModelVersion"));
        Assert.Equal("forest", _host.Get("(Get-MlRun $run.RunId).Name").Single().ToString());
    }

    [Theory]
    [InlineData("Remove-MlModel nope -Force", "ModelNotFound")]
    [InlineData("Remove-MlModel -Force", "InvalidName")]
    [InlineData("Remove-MlModel '' -Force", "InvalidName")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("$one | Remove-MlModel -Force", "InvalidValue")]
    [InlineData("$run | Remove-MlModel -Force", "InvalidValue")]
    [InlineData("'nope' | Remove-MlModel -Force", "ModelNotFound")]
    [InlineData("$null | Remove-MlModel -Force", "InvalidName")]
    public void A_bad_item_is_told_and_nothing_is_removed(string script, string id)
    {
        Assert.Equal([id], _host.Run(script).ErrorIds);
        Assert.Equal(2, _host.Get("Get-MlModel").Count);
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_remove_nothing()
    {
        _host.Get("@() | Remove-MlModel -Force; Get-MlModel zz* | Remove-MlModel -Force; Remove-MlModel churn -WhatIf; Remove-MlModel churn -Force -WhatIf");
        Assert.Equal(2, _host.Get("Get-MlModel").Count);
    }

    [Fact]
    public void It_is_of_high_impact() => Assert.Equal("High", _host.Get("[System.Management.Automation.ConfirmImpact] (Get-Command Remove-MlModel).ImplementingType.GetCustomAttributes($true).Where({ $_ -is [System.Management.Automation.CmdletAttribute] })[0].ConfirmImpact").Single().ToString());
}
