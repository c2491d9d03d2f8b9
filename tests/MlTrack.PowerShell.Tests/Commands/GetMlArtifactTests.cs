using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class GetMlArtifactTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public GetMlArtifactTests() => _host.Get("""
        $empty = Start-MlRun empty; Stop-MlRun
        $run = Start-MlRun probe
        Add-MlArtifact -Text top -ArtifactFile top.txt
        Add-MlArtifact -Text one -ArtifactFile a/one.txt
        Add-MlArtifact -Text deep -ArtifactFile a/b/deep.txt
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Get-MlArtifact", "a,top.txt")]
    [InlineData("Get-MlArtifact -Recurse", "a,a/b,a/b/deep.txt,a/one.txt,top.txt")]
    [InlineData("Get-MlArtifact a", "a/b,a/one.txt")]
    [InlineData("Get-MlArtifact a -Recurse", "a/b,a/b/deep.txt,a/one.txt")]
    [InlineData("Get-MlArtifact a/one.txt", "a/one.txt")]
    [InlineData("Get-MlArtifact -RunId $run.RunId", "a,top.txt")]
    [InlineData("$run | Get-MlArtifact a", "a/b,a/one.txt")]
    [InlineData("$run.RunId | Get-MlArtifact", "a,top.txt")]
    [InlineData("$empty, $run | Get-MlArtifact", "a,top.txt")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($run)) | Get-MlArtifact", "a,top.txt")]
    [InlineData("@{ RunId = $run.RunId } | Get-MlArtifact", "a,top.txt")]
    [InlineData("Get-MlArtifact | Where-Object IsDirectory | Get-MlArtifact", "a/b,a/one.txt")]
    [InlineData("Get-MlArtifact -Uri \"runs:/$($run.RunId)/a\"", "a/b,a/one.txt")]
    [InlineData("Get-MlArtifact b -Uri \"runs:/$($run.RunId)/a\"", "a/b/deep.txt")]
    [InlineData("\"runs:/$($run.RunId)/a\" | Get-MlArtifact", "a/b,a/one.txt")]
    [InlineData("Get-MlArtifact -Uri $run.ArtifactUri", "a,top.txt")]
    [InlineData("Get-MlArtifact -RunId $empty.RunId", "")]
    [InlineData("@() | Get-MlArtifact", "")]
    public void Places_are_listed(string script, string paths) =>
        Assert.Equal(paths, string.Join(',', _host.Get(script).Select(artifact => artifact.Properties["Path"].Value)));

    [Fact]
    public void An_artifact_knows_where_it_lies()
    {
        PSObject file = _host.Get("Get-MlArtifact a/one.txt").Single();
        Assert.Equal(false, file.Properties["IsDirectory"].Value);
        Assert.Equal(3L, file.Properties["Size"].Value);
        Assert.Equal(_host.Get("$run.RunId").Single().ToString(), file.Properties["RunId"].Value);
        Assert.Equal("one", File.ReadAllText((string)file.Properties["Uri"].Value));
        PSObject folder = _host.Get("Get-MlArtifact").First();
        Assert.Equal(true, folder.Properties["IsDirectory"].Value);
        Assert.Null(folder.Properties["Size"].Value);
    }

    [Theory]
    [InlineData("Get-MlArtifact nope", "ArtifactNotFound")]
    [InlineData("Get-MlArtifact ../x", "InvalidName")]
    [InlineData("Get-MlArtifact -RunId ''", "InvalidId")]
    [InlineData("Get-MlArtifact -RunId feedfeedfeedfeedfeedfeedfeedfeed", "RunNotFound")]
    [InlineData("Get-MlArtifact -Uri ''", "InvalidUri")]
    [InlineData("Get-MlArtifact -Uri 'models:/churn/1'", "ModelNotFound")]
    [InlineData("Get-MlArtifact -Uri x -RunId feed", "InvalidValue")]
    [InlineData("$run | Get-MlArtifact -RunId $empty.RunId", "InvalidValue")]
    [InlineData("Stop-MlRun; Get-MlArtifact", "NoActiveRun")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("$empty, $run | Get-MlArtifact top.txt", "ArtifactNotFound")]
    [InlineData("$null | Get-MlArtifact", "InvalidId")]
    [InlineData("Get-MlExperiment Default | Get-MlArtifact", "InvalidValue")]
    public void A_bad_item_is_told(string script, string id) => Assert.Equal([id], _host.Run(script).ErrorIds);
}
