using System.Management.Automation;
using System.Text.Json;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class AddMlArtifactTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public AddMlArtifactTests()
    {
        _host.Get("$other = Start-MlRun other; Stop-MlRun; $run = Start-MlRun probe");
        Directory.CreateDirectory(Path.Combine(_host.Folder, "plots", "deep"));
        foreach (string file in new[] { "a.txt", "b.txt", "c[1].txt", "plots/roc.png", "plots/deep/x.bin" })
        {
            File.WriteAllText(Path.Combine(_host.Folder, file), file);
        }
    }

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Add-MlArtifact a.txt", "a.txt")]
    [InlineData("Add-MlArtifact a.txt, b.txt -ArtifactPath in/here", "in/here/a.txt,in/here/b.txt")]
    [InlineData("Add-MlArtifact ?.txt", "a.txt,b.txt")]
    [InlineData("Add-MlArtifact 'c[1].txt'", "c[1].txt")]
    [InlineData("Add-MlArtifact -LiteralPath 'c[1].txt'", "c[1].txt")]
    [InlineData("Add-MlArtifact zz*", "")]
    [InlineData("Add-MlArtifact plots", "plots/deep/x.bin,plots/roc.png")]
    [InlineData("Add-MlArtifact ./plots/", "plots/deep/x.bin,plots/roc.png")]
    [InlineData("Add-MlArtifact plots -ArtifactPath figures", "figures/deep/x.bin,figures/roc.png")]
    [InlineData("Add-MlArtifact plots -ArtifactPath ''", "deep/x.bin,roc.png")]
    [InlineData("Get-Item a.txt, plots | Add-MlArtifact", "a.txt,plots/deep/x.bin,plots/roc.png")]
    [InlineData("'a.txt', 'c[1].txt' | Add-MlArtifact -ArtifactPath s", "s/a.txt,s/c[1].txt")]
    [InlineData("[pscustomobject]@{ FullName = (Convert-Path a.txt) } | Add-MlArtifact", "a.txt")]
    [InlineData("[pscustomobject]@{ PSPath = 'Microsoft.PowerShell.Core\\FileSystem::' + (Convert-Path a.txt) } | Add-MlArtifact", "a.txt")]
    [InlineData("Add-MlArtifact -Text \"one`ntwo\" -ArtifactFile notes/n.txt", "notes/n.txt")]
    [InlineData("Add-MlArtifact -Bytes 1, 2, 255 -ArtifactFile b.bin", "b.bin")]
    [InlineData("Add-MlArtifact -Json @{ x = 1 } -ArtifactFile j.json", "j.json")]
    public void Files_folders_and_contents_become_artifacts(string script, string paths)
    {
        string prelude = """
            function Get-Item { foreach ($p in $args[0]) { $full = Convert-Path $p; if ([System.IO.Directory]::Exists($full)) { [System.IO.DirectoryInfo]$full } else { [System.IO.FileInfo]$full } } }
            function Convert-Path { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($args[0]) }

            """;
        Assert.Empty(_host.Get(prelude + script));
        Assert.Equal(paths, Artifacts("$run"));
    }

    [Theory]
    [InlineData("$other | Add-MlArtifact a.txt")]
    [InlineData("Add-MlArtifact a.txt -RunId $other.RunId")]
    [InlineData("'a.txt' | Add-MlArtifact -RunId $other.RunId")]
    [InlineData("$other.RunId | Add-MlArtifact a.txt")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($other)) | Add-MlArtifact a.txt")]
    [InlineData("$other | Add-MlArtifact -Text x -ArtifactFile a.txt")]
    public void The_run_is_chosen(string script)
    {
        _host.Get(script);
        Assert.Equal("a.txt", Artifacts("$other"));
        Assert.Equal("", Artifacts("$run"));
    }

    [Fact]
    public void Contents_are_written_as_MLflow_writes_them()
    {
        _host.Get("""
            Add-MlArtifact -Text ('é' + [char]::ConvertFromUtf32(0x1F600)) -ArtifactFile t.txt
            Add-MlArtifact -Text 'one', 'two' -ArtifactFile lines.txt
            Add-MlArtifact -Bytes ([byte[]](0, 255)) -ArtifactFile b.bin
            Add-MlArtifact -Bytes @() -ArtifactFile empty.bin
            Add-MlArtifact -Json ([ordered]@{ a = 1; b = @(1.5, $null, $true); c = [pscustomobject]@{ d = 'x' } }) -ArtifactFile j.json
            """);
        Assert.Equal([0xC3, 0xA9, 0xF0, 0x9F, 0x98, 0x80], Bytes("t.txt"));
        Assert.Equal("one\ntwo", Text("lines.txt"));
        Assert.Equal([0, 255], Bytes("b.bin"));
        Assert.Empty(Bytes("empty.bin"));
        Assert.Equal("{\n  \"a\": 1,\n  \"b\": [\n    1.5,\n    null,\n    true\n  ],\n  \"c\": {\n    \"d\": \"x\"\n  }\n}", Text("j.json"));
    }

    [Theory]
    [InlineData("'plain'", "\"plain\"")]
    [InlineData("'{\"a\":[1]}'", "{\"a\":[1]}")]
    [InlineData("$null", "null")]
    [InlineData("42", "42")]
    [InlineData("1.50d", "1.50")]
    [InlineData("@([double]::NaN)", "[\"NaN\"]")]
    [InlineData("([datetime]::new(2024, 1, 2, 3, 4, 5, [System.DateTimeKind]::Utc))", "\"2024-01-02T03:04:05Z\"")]
    [InlineData("@{ day = [System.DayOfWeek]::Monday }", "{\"day\":\"Monday\"}")]
    [InlineData("([version]'1.2')", "\"1.2\"")]
    [InlineData("(,@(1, @(2, 3)))", "[[1,[2,3]]]")]
    [InlineData("@{ 1 = 'one' }", "{\"1\":\"one\"}")]
    public void Any_value_has_its_JSON(string value, string json)
    {
        _host.Get($"Add-MlArtifact -Json {value} -ArtifactFile j.json");
        using JsonDocument document = JsonDocument.Parse(Text("j.json"));
        Assert.Equal(json, JsonSerializer.Serialize(document.RootElement));
    }

    [Theory]
    [InlineData("Add-MlArtifact", "InvalidName")]
    [InlineData("Add-MlArtifact a.txt -ArtifactPath ../up", "InvalidName")]
    [InlineData("Add-MlArtifact a.txt -ArtifactPath /abs", "InvalidName")]
    [InlineData("Add-MlArtifact a.txt -ArtifactPath 'C:/x'", "InvalidName")]
    [InlineData("Add-MlArtifact a.txt -ArtifactPath 'a\\b'", "InvalidName")]
    [InlineData("Add-MlArtifact -Text x", "InvalidName")]
    [InlineData("Add-MlArtifact -Text x -ArtifactFile ''", "InvalidName")]
    [InlineData("Add-MlArtifact -Text x -ArtifactFile a/../b", "InvalidName")]
    [InlineData("Add-MlArtifact -Text $null -ArtifactFile a", "InvalidValue")]
    [InlineData("Add-MlArtifact -Json '{broken' -ArtifactFile a", "InvalidValue")]
    [InlineData("$h = @{}; $h.self = $h; Add-MlArtifact -Json $h -ArtifactFile a", "InvalidValue")]
    [InlineData("$h = @{}; 1..150 | ForEach-Object { $h = @{ h = $h } }; Add-MlArtifact -Json $h -ArtifactFile a", "InvalidValue")]
    [InlineData("Add-MlArtifact a.txt -RunId ''", "InvalidId")]
    [InlineData("$other | Add-MlArtifact a.txt -RunId $run.RunId", "InvalidValue")]
    [InlineData("Add-MlArtifact -Text x -ArtifactFile a -RunId feedfeedfeedfeedfeedfeedfeedfeed", "RunNotFound")]
    [InlineData("Remove-MlRun $other.RunId; Add-MlArtifact -Text x -ArtifactFile a -RunId $other.RunId", "InvalidState")]
    [InlineData("Stop-MlRun; Add-MlArtifact a.txt", "NoActiveRun")]
    [InlineData("Add-MlArtifact -Path a.txt -Text x", "AmbiguousParameterSet")]
    public void What_is_wrong_ends_the_command(string script, string id)
    {
        Assert.Equal(id, _host.Run(script).TerminatingId);
        Assert.Equal("", Artifacts("$run"));
    }

    [Theory]
    [InlineData("Add-MlArtifact nope.txt, a.txt", "PathNotFound", "a.txt")]
    [InlineData("Add-MlArtifact '', a.txt", "PathNotFound", "a.txt")]
    [InlineData("Add-MlArtifact 'nodrive:/x', a.txt", "PathNotFound", "a.txt")]
    [InlineData("Add-MlArtifact Env:PATH, a.txt", "InvalidValue", "a.txt")]
    [InlineData("Add-MlArtifact -LiteralPath '*.txt', a.txt", "PathNotFound", "a.txt")]
    [InlineData("'nope.txt', 'a.txt' | Add-MlArtifact", "PathNotFound", "a.txt")]
    [InlineData("$null, 'a.txt' | Add-MlArtifact", "InvalidValue", "a.txt")]
    [InlineData("(Get-MlExperiment Default), 'a.txt' | Add-MlArtifact", "InvalidValue", "a.txt")]
    [InlineData("$run, 'a.txt' | Add-MlArtifact", "InvalidValue", "a.txt")]
    [InlineData("Get-MlExperiment Default | Add-MlArtifact a.txt", "InvalidValue", "")]
    [InlineData("@() | Add-MlArtifact a.txt", "", "")]
    public void A_bad_item_leaves_its_neighbours_alone(string script, string id, string added)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal(id, string.Join(',', result.ErrorIds));
        Assert.Equal(added, Artifacts("$run"));
    }

    [Fact]
    public void PassThru_Verbose_and_WhatIf()
    {
        ScriptResult result = _host.Run("Add-MlArtifact a.txt -ArtifactPath p -PassThru -Verbose");
        Assert.Equal("MlTrack.MlArtifact", result.Output.Single().BaseObject.GetType().FullName);
        Assert.Equal("p/a.txt", result.Output.Single().Properties["Path"].Value);
        Assert.Equal(5L, result.Output.Single().Properties["Size"].Value);
        Assert.Contains(result.Verbose, line => line.StartsWith("Added artifact 'p/a.txt' to run ", StringComparison.Ordinal));

        using PowerShellHost fresh = new();
        File.WriteAllText(Path.Combine(fresh.Folder, "a.txt"), "a");
        fresh.Get("Add-MlArtifact a.txt -RunId feed -WhatIf; Add-MlArtifact -Text x -ArtifactFile y -RunId feed -WhatIf");
        Assert.Equal([Path.Combine(fresh.Folder, "a.txt")], Directory.EnumerateFileSystemEntries(fresh.Folder));
    }

    [Fact]
    public void An_unreadable_part_of_a_folder_is_told_and_the_rest_is_added()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "Symbolic links need a right on Windows.");
        File.CreateSymbolicLink(Path.Combine(_host.Folder, "plots", "out"), "/etc/hostname");
        ScriptResult result = _host.Run("Add-MlArtifact plots");
        Assert.Equal(["InvalidName"], result.ErrorIds);
        Assert.Equal("plots/deep/x.bin,plots/roc.png", Artifacts("$run"));
    }

    private string Artifacts(string run) => string.Join(',', _host.Get(
        $"Get-MlArtifact -Recurse -RunId {run}.RunId | Where-Object {{ -not $_.IsDirectory }} | ForEach-Object Path").Select(path => path.ToString()).Order(StringComparer.Ordinal));

    private byte[] Bytes(string path) => File.ReadAllBytes(_host.Get($"(Get-MlArtifact '{path}').Uri").Single().ToString());

    private string Text(string path) => File.ReadAllText(_host.Get($"(Get-MlArtifact '{path}').Uri").Single().ToString());
}
