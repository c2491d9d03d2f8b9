using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class RenameMlModelTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public RenameMlModelTests() => _host.Get("""
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
    [InlineData("Rename-MlModel churn z")]
    [InlineData("Get-MlModel churn | Rename-MlModel -NewName z")]
    [InlineData("'churn' | Rename-MlModel -NewName z")]
    public void It_renames_with_all_that_belongs_to_it(string script)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal("2,3", _host.Get("$m = Get-MlModel z; $m.Aliases.champion, (Get-MlModelVersion z).Count -join ','").Single().ToString());
    }

    [Fact]
    public void PassThru_emits_the_renamed_one() => Assert.Equal("z", _host.Get("(Rename-MlModel churn z -PassThru).Name").Single().ToString());

    [Theory]
    [InlineData("Rename-MlModel nope z", "ModelNotFound")]
    [InlineData("Rename-MlModel churn shop", "ModelExists")]
    [InlineData("Rename-MlModel churn ''", "InvalidName")]
    [InlineData("Rename-MlModel churn a/b", "InvalidName")]
    [InlineData("Rename-MlModel churn", "InvalidName")]
    [InlineData("Rename-MlModel -NewName z", "InvalidName")]
    public void A_single_target_s_failure_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("Get-MlModel churn | Rename-MlModel -NewName shop", "ModelExists")]
    [InlineData("$one | Rename-MlModel -NewName z", "InvalidValue")]
    [InlineData("$null | Rename-MlModel -NewName z", "InvalidName")]
    public void A_piped_one_s_failure_does_not(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_rename_nothing()
    {
        _host.Get("@() | Rename-MlModel -NewName z; Rename-MlModel churn z -WhatIf");
        Assert.Equal("ModelNotFound", _host.Run("Get-MlModel z").TerminatingId);
    }
}
