using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class FindMlModelVersionTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public FindMlModelVersionTests() => _host.Get("""
        $run = Start-MlRun forest
        Add-MlArtifact -Text 'flavors: {}' -ArtifactFile model/MLmodel
        Add-MlArtifact -Text 'x' -ArtifactFile other/weights.bin
        Stop-MlRun
        $one, $two, $three = 1..3 | ForEach-Object { $run | Register-MlModel churn }
        $null = New-MlModel shop
        Set-MlTag approved yes -ModelName churn -Version 2
        $null = Register-MlModel shop models:/churn/1
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Find-MlModelVersion -OrderBy name, version_number", "churn/1,churn/2,churn/3,shop/1")]
    [InlineData("Find-MlModelVersion \"name = 'churn'\" -OrderBy 'version_number DESC'", "churn/3,churn/2,churn/1")]
    [InlineData("Find-MlModelVersion \"tags.approved = 'yes'\"", "churn/2")]
    [InlineData("Find-MlModelVersion \"run_id = '$($run.RunId)'\" -OrderBy name, version_number -MaxResults 2", "churn/1,churn/2")]
    [InlineData("Find-MlModelVersion \"name = 'none'\"", "")]
    [InlineData("Find-MlModelVersion 'version_number > 2'", "churn/3")]
    public void It_finds_what_the_filter_says(string script, string versions) => Assert.Equal(versions, string.Join(',', _host.Get(script).Select(version => version.ToString())));

    [Theory]
    [InlineData("Find-MlModelVersion \"tags.aproved = 'yes'\"", "No version of a model was found, and none here has tags.aproved. Did you mean tags.approved?")]
    [InlineData("Find-MlModelVersion \"tags.approved = 'no'\"", null)]
    [InlineData("Set-MlTag team a -ModelName shop; Find-MlModel \"tags.tem = 'a'\"", "No model was found, and none here has tags.tem. Did you mean tags.team?")]
    [InlineData("Set-MlTag team a -ModelName shop; Find-MlModel \"tags.team = 'b'\"", null)]
    public void A_tag_that_none_has_gets_a_warning(string script, string? message) =>
        Assert.Equal(message, _host.Run(script).Warnings.SingleOrDefault());

    [Fact]
    public void Aliases_and_tags_come_along()
    {
        _host.Get("Set-MlModelAlias churn champion 2");
        Assert.Equal("champion,yes", _host.Get("$v = Find-MlModelVersion \"name = 'churn' and version_number = 2\"; $v.Aliases[0], $v.Tags.approved -join ','").Single().ToString());
    }

    [Theory]
    [InlineData("Find-MlModelVersion \"nope = 'a'\"", "InvalidFilter")]
    [InlineData("Find-MlModelVersion -OrderBy nope", "InvalidFilter")]
    [InlineData("Find-MlModelVersion -MaxResults -1", "InvalidValue")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);
}
