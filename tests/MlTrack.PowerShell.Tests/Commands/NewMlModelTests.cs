using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class NewMlModelTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public NewMlModelTests() => _host.Get("""
        $null = New-MlModel taken
        """);

    public void Dispose() => _host.Dispose();

    [Fact]
    public void It_creates_and_emits_the_model()
    {
        Assert.Equal("churn,about,alpha,1.5", _host.Get("$m = New-MlModel churn -Description 'about' -Tag @{ team = 'alpha'; n = 1.50 }; $m.Name, $m.Description, $m.Tags.team, $m.Tags.n -join ','").Single().ToString());
        Assert.Equal("MlTrack.MlModel,2,0,0", _host.Get("$m = Get-MlModel churn; $m.GetType().FullName, $m.Tags.Count, $m.LatestVersions.Count, $m.Aliases.Count -join ','").Single().ToString());
    }

    [Fact]
    public void Names_may_be_piped_and_a_bad_one_leaves_its_neighbours_alone()
    {
        ScriptResult result = _host.Run("'a', 'taken', 'x/y', $null, 'b' | New-MlModel | ForEach-Object Name");
        Assert.Equal(["ModelExists", "InvalidName", "InvalidName"], result.ErrorIds);
        Assert.Equal(["a", "b"], result.Output.Select(name => name.ToString()));
    }

    [Theory]
    [InlineData("New-MlModel taken", "ModelExists")]
    [InlineData("New-MlModel", "InvalidName")]
    [InlineData("New-MlModel ''", "InvalidName")]
    [InlineData("New-MlModel a/b", "InvalidName")]
    [InlineData("New-MlModel a:b", "InvalidName")]
    [InlineData("New-MlModel ..", "InvalidName")]
    [InlineData("New-MlModel ('x' * 257)", "InvalidName")]
    [InlineData("New-MlModel a -Description ('x' * 5001)", "InvalidValue")]
    [InlineData("New-MlModel a -Tag @{ k = $null }", "InvalidValue")]
    [InlineData("New-MlModel a -Tag @{ '../k' = 1 }", "InvalidName")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("Get-MlModel taken | New-MlModel", "InvalidValue")]
    [InlineData("Get-MlExperiment Default | New-MlModel", "InvalidValue")]
    [InlineData("'a' | New-MlModel b", "InvalidValue")]
    public void Another_kind_of_object_is_an_error(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_make_nothing()
    {
        Assert.Empty(_host.Get("@() | New-MlModel; New-MlModel zz -WhatIf; 'zz' | New-MlModel -WhatIf; Get-MlModel zz*"));
        using PowerShellHost fresh = new();
        fresh.Get("New-MlModel a -WhatIf");
        Assert.False(File.Exists(fresh.DatabasePath));
    }
}
