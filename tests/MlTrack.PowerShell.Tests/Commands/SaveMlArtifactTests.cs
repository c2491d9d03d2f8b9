using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class SaveMlArtifactTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public SaveMlArtifactTests() => _host.Get("""
        $empty = Start-MlRun empty; Stop-MlRun
        $run = Start-MlRun probe
        Add-MlArtifact -Text top -ArtifactFile top.txt
        Add-MlArtifact -Text one -ArtifactFile a/one.txt
        Add-MlArtifact -Text deep -ArtifactFile a/b/deep.txt
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-MlArtifact a/one.txt)))
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Save-MlArtifact a/one.txt out", "out/a/one.txt", "a/one.txt")]
    [InlineData("Save-MlArtifact a out", "out/a", "a/b/deep.txt,a/one.txt")]
    [InlineData("Save-MlArtifact -Destination out", "out", "a/b/deep.txt,a/one.txt,top.txt")]
    [InlineData("Save-MlArtifact top.txt -RunId $run.RunId -Destination ./out/", "out/top.txt", "top.txt")]
    [InlineData("$run | Save-MlArtifact top.txt -Destination out", "out/top.txt", "top.txt")]
    [InlineData("Save-MlArtifact \"runs:/$($run.RunId)/a/b\" out", "out/a/b", "a/b/deep.txt")]
    [InlineData("Save-MlArtifact b -Uri \"runs:/$($run.RunId)/a\" -Destination out", "out/a/b", "a/b/deep.txt")]
    [InlineData("Save-MlArtifact -Uri ($run.ArtifactUri + '/a') -Destination out", "out/a", "a/b/deep.txt,a/one.txt")]
    [InlineData("Get-MlArtifact a/one.txt | Save-MlArtifact -Destination out", "out/a/one.txt", "a/one.txt")]
    [InlineData("$copy | Save-MlArtifact -Destination out", "out/a/one.txt", "a/one.txt")]
    [InlineData("Get-MlArtifact -Uri $run.ArtifactUri | Where-Object Path -eq top.txt | Save-MlArtifact -Destination out", "out/top.txt", "top.txt")]
    [InlineData("@() | Save-MlArtifact -Destination out", "", "")]
    public void What_was_asked_for_is_saved_and_emitted(string script, string emitted, string files)
    {
        PSObject[] output = [.. _host.Get(script)];
        Assert.Equal(emitted.Length == 0 ? [] : [Path.Combine(_host.Folder, emitted)], output.Select(item => ((FileSystemInfo)item.BaseObject).FullName));
        Assert.All(output, item => Assert.Equal(Directory.Exists(item.ToString()!), item.BaseObject is DirectoryInfo));
        Assert.Equal(files, Saved("out"));
    }

    [Fact]
    public void Without_a_destination_the_location_is_meant()
    {
        Assert.Equal(Path.Combine(_host.Folder, "top.txt"), _host.Get("Save-MlArtifact top.txt").Single().ToString());
    }

    [Fact]
    public void A_listing_with_its_folders_is_saved_without_conflict()
    {
        Assert.Equal(5, _host.Get("Get-MlArtifact -Recurse | Save-MlArtifact -Destination out").Count);
        Assert.Equal("a/b/deep.txt,a/one.txt,top.txt", Saved("out"));
    }

    [Fact]
    public void What_is_there_is_kept_unless_Force_or_Resume_says_otherwise()
    {
        string file = Path.Combine(_host.Folder, "out", "a", "one.txt");
        _host.Get("Save-MlArtifact a out");
        File.WriteAllText(file, "mine");
        Assert.Equal("PathExists", _host.Run("Save-MlArtifact a/one.txt out").TerminatingId);
        Assert.Equal("PathExists", _host.Run("Save-MlArtifact a out").TerminatingId);
        Assert.Equal(["PathExists"], _host.Run("Get-MlArtifact a/one.txt | Save-MlArtifact -Destination out").ErrorIds);
        Assert.Equal(["PathExists"], _host.Run("Save-MlArtifact a out -Resume").ErrorIds);
        Assert.Equal("mine", File.ReadAllText(file));
        File.Delete(Path.Combine(_host.Folder, "out", "a", "b", "deep.txt"));
        _host.Get("Save-MlArtifact a out -Resume -Force");
        Assert.Equal("one", File.ReadAllText(file));
        Assert.Equal("a/b/deep.txt,a/one.txt", Saved("out"));
    }

    [Theory]
    [InlineData("Save-MlArtifact nope out", "ArtifactNotFound")]
    [InlineData("Save-MlArtifact ../up out", "InvalidName")]
    [InlineData("Save-MlArtifact top.txt ''", "InvalidName")]
    [InlineData("Save-MlArtifact top.txt Env:x", "InvalidValue")]
    [InlineData("Save-MlArtifact -Uri '' -Destination out", "InvalidUri")]
    [InlineData("Save-MlArtifact 'runs:x' out", "InvalidUri")]
    [InlineData("Save-MlArtifact 'models:/churn/1' out", "ModelNotFound")]
    [InlineData("Save-MlArtifact \"runs:/$($run.RunId)/a\" out -RunId $run.RunId", "InvalidValue")]
    [InlineData("Save-MlArtifact top.txt out -RunId feedfeedfeedfeedfeedfeedfeedfeed", "RunNotFound")]
    [InlineData("Save-MlArtifact top.txt out -RunId ''", "InvalidId")]
    [InlineData("$run | Save-MlArtifact top.txt out -RunId $run.RunId", "InvalidValue")]
    [InlineData("Stop-MlRun; Save-MlArtifact top.txt out", "NoActiveRun")]
    public void What_is_wrong_ends_the_command_and_saves_nothing(string script, string id)
    {
        Assert.Equal(id, _host.Run(script).TerminatingId);
        Assert.Equal("", Saved("out"));
    }

    [Theory]
    [InlineData("$empty, $run | Save-MlArtifact top.txt -Destination out", "ArtifactNotFound")]
    [InlineData("$null | Save-MlArtifact -Destination out", "InvalidId")]
    [InlineData("Get-MlArtifact top.txt | Save-MlArtifact out", "InvalidValue")]
    [InlineData("Get-MlExperiment Default | Save-MlArtifact -Destination out", "InvalidValue")]
    public void A_bad_item_is_told(string script, string id) => Assert.Equal([id], _host.Run(script).ErrorIds);

    [Fact]
    public void WhatIf_saves_nothing_and_Verbose_says_what_happened()
    {
        Assert.Empty(_host.Get("Save-MlArtifact a out -WhatIf"));
        Assert.False(Directory.Exists(Path.Combine(_host.Folder, "out")));
        Assert.Contains(_host.Run("Save-MlArtifact a out -Verbose").Verbose, line => line.StartsWith("Saved a of run ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_transfer_shows_progress_and_completes_it_and_stops_at_once()
    {
        _host.Get("""
            $bytes = [byte[]]::new(1000)
            for ($i = 0; $i -lt 400; $i++) { Add-MlArtifact -Bytes $bytes -ArtifactFile "many/$i.bin" }
            """);
        string many = Path.Combine(_host.Folder, "out", "many");
        ScriptResult result = _host.Stop(
            "for ($i = 0; $true; $i++) { $null = Save-MlArtifact many out -Force }", () => Directory.Exists(many));
        Assert.True(result.WasStopped);
        Assert.DoesNotContain(Directory.EnumerateFiles(many), file => new FileInfo(file).Length != 1000);
        ProgressRecord[] shown = [.. _host.Run("Save-MlArtifact many out -Force").Progress];
        if (shown.Length > 0)
        {
            Assert.Equal(ProgressRecordType.Completed, shown[^1].RecordType);
        }
    }

    private string Saved(string folder)
    {
        string full = Path.Combine(_host.Folder, folder);
        return !Directory.Exists(full) ? "" : string.Join(',', Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(full, file).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }
}
