using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class RemoveMlModelAliasTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public RemoveMlModelAliasTests() => _host.Get("""
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
    [InlineData("Remove-MlModelAlias churn champion")]
    [InlineData("Get-MlModel churn | Remove-MlModelAlias champion")]
    [InlineData("Get-MlModel churn | Remove-MlModelAlias -Alias champion")]
    [InlineData("'churn' | Remove-MlModelAlias -Alias champion")]
    public void It_removes_an_alias_and_leaves_the_version(string script)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal("0,3", _host.Get("(Get-MlModel churn).Aliases.Count, (Get-MlModelVersion churn).Count -join ','").Single().ToString());
    }

    [Fact]
    public void A_missing_alias_is_no_error_as_in_MLflow() => Assert.Empty(_host.Get("Remove-MlModelAlias churn nope; Remove-MlModelAlias shop champion"));

    [Theory]
    [InlineData("Remove-MlModelAlias nope champion", "ModelNotFound")]
    [InlineData("Remove-MlModelAlias churn", "InvalidName")]
    [InlineData("Remove-MlModelAlias churn 'a b'", "InvalidName")]
    [InlineData("Remove-MlModelAlias '' a", "InvalidName")]
    [InlineData("Remove-MlModelAlias", "InvalidName")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("$two | Remove-MlModelAlias champion", "InvalidValue")]
    [InlineData("$run | Remove-MlModelAlias champion", "InvalidValue")]
    [InlineData("$null | Remove-MlModelAlias champion", "InvalidName")]
    public void A_bad_item_is_told(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_remove_nothing()
    {
        _host.Get("@() | Remove-MlModelAlias champion; Remove-MlModelAlias churn champion -WhatIf");
        Assert.Equal("1", _host.Get("(Get-MlModel churn).Aliases.Count").Single().ToString());
    }
}
