using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class SetMlModelTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public SetMlModelTests() => _host.Get("""
        $run = Start-MlRun forest
        Add-MlArtifact -Text 'flavors: {}' -ArtifactFile model/MLmodel
        Add-MlArtifact -Text 'x' -ArtifactFile other/weights.bin
        Stop-MlRun
        $one, $two, $three = 1..3 | ForEach-Object { $run | Register-MlModel churn }
        $null = New-MlModel shop
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Set-MlModel shop -Description new -Tag @{ a = 1 }")]
    [InlineData("Get-MlModel shop | Set-MlModel -Description new -Tag @{ a = 1 }")]
    [InlineData("'shop' | Set-MlModel -Description new -Tag @{ a = 1 }")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-MlModel shop))) | Set-MlModel -Description new -Tag @{ a = 1 }")]
    public void It_changes_what_is_given_and_says_nothing(string script)
    {
        Assert.Empty(_host.Get(script));
        Assert.Equal("new,1", _host.Get("$m = Get-MlModel shop; $m.Description, $m.Tags.a -join ','").Single().ToString());
    }

    [Fact]
    public void What_is_not_given_stays()
    {
        _host.Get("Set-MlModel shop -Description text -Tag @{ a = 1 }; Set-MlModel shop -Tag @{ b = 2 }; Set-MlModel shop -Tag @{ a = 3 }");
        Assert.Equal("text,3,2", _host.Get("$m = Get-MlModel shop; $m.Description, $m.Tags.a, $m.Tags.b -join ','").Single().ToString());
        Assert.Equal("0", _host.Get("(Set-MlModel shop -Description '' -PassThru).Description.Length").Single().ToString());
    }

    [Theory]
    [InlineData("Set-MlModel nope -Description x", "ModelNotFound")]
    [InlineData("Set-MlModel shop", "InvalidValue")]
    [InlineData("Set-MlModel -Description x", "InvalidName")]
    [InlineData("Set-MlModel shop -Description ('x' * 5001)", "InvalidValue")]
    [InlineData("Set-MlModel shop -Tag @{ k = $null }", "InvalidValue")]
    [InlineData("Set-MlModel '' -Description x", "InvalidName")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("$one | Set-MlModel -Description x", "InvalidValue")]
    [InlineData("$run | Set-MlModel -Description x", "InvalidValue")]
    [InlineData("'nope' | Set-MlModel -Description x", "ModelNotFound")]
    [InlineData("$null | Set-MlModel -Description x", "InvalidName")]
    public void A_bad_item_is_told(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_change_nothing()
    {
        _host.Get("@() | Set-MlModel -Description x; Set-MlModel shop -Description x -Tag @{ a = 1 } -WhatIf");
        Assert.Equal("|0", _host.Get("$m = Get-MlModel shop; \"$($m.Description)|$($m.Tags.Count)\"").Single().ToString());
    }
}
