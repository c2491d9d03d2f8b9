using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class CopyMlModelVersionTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public CopyMlModelVersionTests() => _host.Get("""
        $run = Start-MlRun forest
        Add-MlArtifact -Text 'flavors: {}' -ArtifactFile model/MLmodel
        Add-MlArtifact -Text 'x' -ArtifactFile other/weights.bin
        Stop-MlRun
        $one, $two, $three = 1..3 | ForEach-Object { $run | Register-MlModel churn }
        $null = New-MlModel shop
        Set-MlModelAlias churn champion 2
        Set-MlTag a 1 -ModelName churn -Version 2
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Copy-MlModelVersion churn -Version 2 -DestinationName target")]
    [InlineData("Copy-MlModelVersion churn -Alias champion -DestinationName target")]
    [InlineData("$two | Copy-MlModelVersion -DestinationName target")]
    [InlineData("'churn' | Copy-MlModelVersion -Version 2 -DestinationName target")]
    public void It_copies_files_run_and_tags(string script)
    {
        Assert.Equal("target/1", _host.Get(script).Single().ToString());
        Assert.Equal("models:/churn/2,True,1,None,0", _host.Get("$v = Get-MlModelVersion target -Version 1; $v.Source, ($v.RunId -eq $run.RunId), $v.Tags.a, $v.Stage, $v.Aliases.Count -join ','").Single().ToString());
        Assert.Equal("MLmodel", _host.Get("(Save-MlModelVersion target -Version 1 -Destination ./copied).GetFiles().Name").Single().ToString());
    }

    [Theory]
    [InlineData("Copy-MlModelVersion churn -Version 2", "InvalidName")]
    [InlineData("Copy-MlModelVersion churn -Version 2 -DestinationName ''", "InvalidName")]
    [InlineData("Copy-MlModelVersion churn -Version 2 -DestinationName a/b", "InvalidName")]
    [InlineData("Copy-MlModelVersion churn -DestinationName z", "InvalidValue")]
    [InlineData("Copy-MlModelVersion churn -Version 9 -DestinationName z", "ModelVersionNotFound")]
    [InlineData("Copy-MlModelVersion nope -Version 1 -DestinationName z", "ModelNotFound")]
    public void What_is_wrong_ends_the_command(string script, string id)
    {
        Assert.Equal(id, _host.Run(script).TerminatingId);
        Assert.Equal(2, _host.Get("Get-MlModel").Count);
    }

    [Theory]
    [InlineData("Get-MlModel churn | Copy-MlModelVersion -DestinationName z", "InvalidValue")]
    [InlineData("$run | Copy-MlModelVersion -DestinationName z", "InvalidValue")]
    [InlineData("$null | Copy-MlModelVersion -DestinationName z", "InvalidName")]
    public void A_bad_item_is_told(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_copy_nothing()
    {
        Assert.Empty(_host.Get("@() | Copy-MlModelVersion -DestinationName z; $one | Copy-MlModelVersion -DestinationName z -WhatIf"));
        Assert.Equal(2, _host.Get("Get-MlModel").Count);
    }
}
