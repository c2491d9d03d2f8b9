using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class SaveMlModelVersionTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public SaveMlModelVersionTests() => _host.Get("""
        $run = Start-MlRun forest
        Add-MlArtifact -Text 'flavors: {}' -ArtifactFile model/MLmodel
        Add-MlArtifact -Text 'x' -ArtifactFile other/weights.bin
        Stop-MlRun
        $one, $two, $three = 1..3 | ForEach-Object { $run | Register-MlModel churn }
        $null = New-MlModel shop
        Set-MlModelAlias churn champion 2
        $two | Set-MlModelVersion -Stage Production
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Save-MlModelVersion churn -Version 2 -Destination ./saved")]
    [InlineData("Save-MlModelVersion churn -Alias champion -Destination ./saved")]
    [InlineData("Save-MlModelVersion churn -Stage Production -Destination ./saved")]
    [InlineData("Save-MlModelVersion churn -Latest -Destination ./saved")]
    [InlineData("$two | Save-MlModelVersion -Destination ./saved")]
    [InlineData("'churn' | Save-MlModelVersion -Version 1 -Destination ./saved")]
    public void It_saves_the_files_of_a_version(string script)
    {
        Assert.Equal(Path.Combine(_host.Folder, "saved"), _host.Get(script).Single().ToString());
        Assert.Equal("flavors: {}", File.ReadAllText(Path.Combine(_host.Folder, "saved/MLmodel")));
    }

    [Fact]
    public void Without_a_destination_the_folder_has_the_version_s_name()
    {
        _host.Get("$two | Save-MlModelVersion");
        Assert.True(File.Exists(Path.Combine(_host.Folder, "churn-2/MLmodel")));
    }

    [Fact]
    public void What_is_there_is_an_error_but_for_Force_and_Resume()
    {
        _host.Get("$null = $two | Save-MlModelVersion -Destination ./saved");
        File.WriteAllText(Path.Combine(_host.Folder, "saved/MLmodel"), "changed");
        Assert.Equal("PathExists", _host.Run("Save-MlModelVersion churn -Version 2 -Destination ./saved").ErrorIds.Concat([_host.Run("Save-MlModelVersion churn -Version 2 -Destination ./saved").TerminatingId]).First());
        Assert.Equal("changed", File.ReadAllText(Path.Combine(_host.Folder, "saved/MLmodel")));
        _host.Get("$null = $two | Save-MlModelVersion -Destination ./saved -Force; $null = $two | Save-MlModelVersion -Destination ./saved -Resume");
        Assert.Equal("flavors: {}", File.ReadAllText(Path.Combine(_host.Folder, "saved/MLmodel")));
    }

    [Fact]
    public void What_was_not_saved_is_not_put_out()
    {
        ScriptResult result = _host.Run("$one, $two, $three | Save-MlModelVersion -Destination ./saved");
        Assert.Single(result.Output);
        Assert.Equal(["PathExists", "PathExists"], result.ErrorIds);
    }

    [Fact]
    public void Model_URIs_name_the_files_wherever_a_path_is_asked_for()
    {
        Assert.Equal(["MLmodel"], _host.Get("Get-MlArtifact -Uri models:/churn/2").Select(file => file.ToString()));
        Assert.Equal(["MLmodel"], _host.Get("Get-MlArtifact -Uri models:/churn@champion").Select(file => file.ToString()));
        _host.Get("$null = Save-MlArtifact models:/churn/Production/MLmodel ./one; $null = Save-MlArtifact models:/churn/latest ./all");
        Assert.True(File.Exists(Path.Combine(_host.Folder, "one/MLmodel")));
        Assert.True(File.Exists(Path.Combine(_host.Folder, "all/model/MLmodel")));
        Assert.Equal("ModelNotFound", _host.Run("Save-MlArtifact models:/churn ./none").TerminatingId);
        Assert.Equal("AliasNotFound", _host.Run("Get-MlArtifact -Uri models:/churn@none").TerminatingId);
    }

    [Theory]
    [InlineData("Save-MlModelVersion churn -Destination ./x", "InvalidValue")]
    [InlineData("Save-MlModelVersion churn -Version 9 -Destination ./x", "ModelVersionNotFound")]
    [InlineData("Save-MlModelVersion churn -Version 1 -Destination ''", "InvalidName")]
    [InlineData("Save-MlModelVersion -Version 1", "InvalidName")]
    public void What_is_wrong_ends_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("Get-MlModel churn | Save-MlModelVersion -Destination ./x", "InvalidValue")]
    [InlineData("$run | Save-MlModelVersion -Destination ./x", "InvalidValue")]
    [InlineData("$null | Save-MlModelVersion -Destination ./x", "InvalidName")]
    public void A_bad_item_is_told(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_save_nothing()
    {
        Assert.Empty(_host.Get("@() | Save-MlModelVersion -Destination ./x; $one | Save-MlModelVersion -Destination ./x -WhatIf"));
        Assert.False(Directory.Exists(Path.Combine(_host.Folder, "x")));
    }
}
