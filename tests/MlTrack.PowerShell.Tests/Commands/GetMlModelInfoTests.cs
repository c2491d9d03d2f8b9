using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class GetMlModelInfoTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public GetMlModelInfoTests()
    {
        File.WriteAllText(Path.Combine(_host.Folder, "weights.bin"), "12345");
        _host.Get("$run = Start-MlRun probe; $info = Add-MlModel weights.bin -Flavor mine -RegisteredModelName churn; $version = Get-MlModelVersion churn -Latest; Set-MlModelAlias churn champion 1; $null = Save-MlModelVersion churn -Latest -Destination ./saved");
    }

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Get-MlModelInfo")]
    [InlineData("Get-MlModelInfo \"runs:/$($run.RunId)/model\"")]
    [InlineData("Get-MlModelInfo models:/churn/1")]
    [InlineData("Get-MlModelInfo models:/churn@champion")]
    [InlineData("Get-MlModelInfo ./saved")]
    [InlineData("'models:/churn/latest' | Get-MlModelInfo")]
    [InlineData("$run | Get-MlModelInfo")]
    [InlineData("$run.RunId | Get-MlModelInfo")]
    [InlineData("$version | Get-MlModelInfo")]
    [InlineData("$info | Get-MlModelInfo")]
    [InlineData("[IO.DirectoryInfo] \"$PWD/saved\" | Get-MlModelInfo")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($info)) | Get-MlModelInfo")]
    public void It_reads_a_model_wherever_it_is(string script)
    {
        Assert.Equal("True", _host.Get($"$i = {script}; $i.GetType().FullName -eq 'MlTrack.MlModelInfo' -and $i.ModelUuid -eq $info.ModelUuid -and $i.Flavors.mine.data -eq 'weights.bin'").Single().ToString());
    }

    [Fact]
    public void It_stands_for_its_run_and_keeps_its_store()
    {
        Assert.Equal("probe", _host.Get("Set-MlTrackingUri ./b.db; ($info | Get-MlRun).Name").Single().ToString());
        Assert.Equal("again", _host.Get("($info | Register-MlModel again).Name").Single().ToString());
    }

    [Theory]
    [InlineData("Get-MlModelInfo ./nope", "PathNotFound")]
    [InlineData("Get-MlModelInfo \"runs:/$($run.RunId)/nope\"", "ArtifactNotFound")]
    [InlineData("Get-MlModelInfo models:/churn/9", "ModelVersionNotFound")]
    [InlineData("Get-MlModelInfo models:/", "InvalidUri")]
    [InlineData("Get-MlModelInfo ''", "PathNotFound")]
    [InlineData("Get-MlModelInfo runs:/feedfeedfeedfeedfeedfeedfeedfeed/model", "RunNotFound")]
    [InlineData("Stop-MlRun; Get-MlModelInfo", "NoActiveRun")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("$null | Get-MlModelInfo", "InvalidId")]
    [InlineData("Get-MlExperiment Default | Get-MlModelInfo", "InvalidValue")]
    [InlineData("$run | Get-MlModelInfo ./saved", "InvalidValue")]
    public void A_bad_item_is_told(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void A_hostile_file_is_an_error()
    {
        File.WriteAllText(Path.Combine(_host.Folder, "saved/MLmodel"), "a: !!python/object/apply:os.system [x]");
        Assert.Equal("InvalidValue", _host.Run("Get-MlModelInfo ./saved").TerminatingId);
    }
}
