using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class FindMlModelTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public FindMlModelTests() => _host.Get("""
        $run = Start-MlRun forest
        Add-MlArtifact -Text 'flavors: {}' -ArtifactFile model/MLmodel
        Add-MlArtifact -Text 'x' -ArtifactFile other/weights.bin
        Stop-MlRun
        $one, $two, $three = 1..3 | ForEach-Object { $run | Register-MlModel churn }
        $null = New-MlModel shop
        Set-MlModel shop -Tag @{ team = 'alpha' }
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Find-MlModel", "churn,shop")]
    [InlineData("Find-MlModel \"tags.team = 'alpha'\"", "shop")]
    [InlineData("Find-MlModel -Filter \"name LIKE 'ch%'\"", "churn")]
    [InlineData("Find-MlModel -OrderBy 'name DESC'", "shop,churn")]
    [InlineData("Find-MlModel -OrderBy 'last_updated_timestamp ASC' -MaxResults 1", "churn")]
    [InlineData("Find-MlModel \"name = 'none'\"", "")]
    public void It_finds_what_the_filter_says(string script, string names) => Assert.Equal(names, string.Join(',', _host.Get(script).Select(model => model.Properties["Name"].Value)));

    [Theory]
    [InlineData("Find-MlModel \"nope = 'a'\"", "InvalidFilter")]
    [InlineData("Find-MlModel 'name ='", "InvalidFilter")]
    [InlineData("Find-MlModel -OrderBy nope", "InvalidFilter")]
    [InlineData("Find-MlModel -MaxResults 0", "InvalidValue")]
    [InlineData("Find-MlModel -MaxResults x", "InvalidValue")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Fact]
    public void More_than_a_page_streams()
    {
        _host.Get("1..230 | ForEach-Object { 'm{0:000}' -f $_ } | New-MlModel | Out-Null");
        Assert.Equal(232, _host.Get("Find-MlModel").Count);
        Assert.Equal(105, _host.Get("Find-MlModel -MaxResults 105").Count);
    }
}
