using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace MlTrack.Tests.Shell;

/// <summary>What the stand-ins do, where no pwsh is needed to say it.</summary>
public sealed class StandinTests : IDisposable
{
    private const string Rows = "$rows = 'ann,x,3', 'bob,y,1', 'cid,x,2' | ConvertFrom-Csv -Header Name, Group, Score; ";

    private readonly StandinHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Select_first_stops_what_comes_before()
    {
        Assert.Equal("1 2", _host.Text("1..3 | ForEach-Object { $global:last = $_; $_ } | Select-Object -First 2"));
        Assert.Equal("2", _host.Text("$last"));
        Assert.Equal("1 after", _host.Text("while ($true) { & { $i = 0; while ($true) { ($i += 1) } } | Select-Object -First 1; break }; 'after'"));
        Assert.Equal("1", _host.Text("1..3 | ForEach-Object { $global:last = $_; $_ } | Select-Object -Index 0"));
        Assert.Equal("1", _host.Text("$last"));
        Assert.Equal("1 3", _host.Text("1..3 | ForEach-Object { $global:last = $_; $_ } | Select-Object -First 1 -Wait; $last"));
    }

    [Theory]
    [InlineData("1..9 | Select-Object -Last 2 -Skip 1", "7 8")]
    [InlineData("1..9 | Select-Object -SkipLast 7", "1 2")]
    [InlineData("'a', 'A', 'a' | Select-Object -Unique", "a A")]
    [InlineData(Rows + "$rows | Select-Object -ExpandProperty Name -First 2", "ann bob")]
    [InlineData(Rows + "($rows | Select-Object N*, @{ n = 'Twice'; e = { 2 * $_.Score } })[0].Twice", "6")]
    [InlineData(Rows + "($rows | Select-Object * -ExcludeProperty Group)[0].PSObject.Properties.Name", "Name Score")]
    [InlineData("3, 1, 2 | Sort-Object -Descending", "3 2 1")]
    [InlineData("'b', 'A', 'a' | Sort-Object -Unique", "A b")]
    [InlineData(Rows + "$rows | Sort-Object Group, { [int]$_.Score } | ForEach-Object Name", "cid ann bob")]
    [InlineData(Rows + "$rows | Sort-Object @{ e = 'Group'; Descending = $true }, Name | ForEach-Object Name", "bob ann cid")]
    [InlineData(Rows + "$rows | Sort-Object Score -Top 2 | ForEach-Object Name", "bob cid")]
    [InlineData("1..30 | Sort-Object { $_ % 2 } -Stable | Select-Object -First 3", "2 4 6")]
    [InlineData(Rows + "$rows | Group-Object Group | ForEach-Object { \"$($_.Name)=$($_.Count):$($_.Group.Name)\" }", "x=2:ann cid y=1:bob")]
    [InlineData(Rows + "($rows | Group-Object { $_.Score -gt 1 } -AsHashTable)[$true].Name", "ann cid")]
    [InlineData(Rows + "$m = $rows | Measure-Object Score -AllStats; $m.Count, $m.Sum, $m.Average, $m.Minimum, $m.Maximum, $m.StandardDeviation", "3 6 2 1 3 1")]
    [InlineData("$m = \"a b`nc\" | Measure-Object -Line -Word -Character; $m.Lines, $m.Words, $m.Characters", "2 3 5")]
    [InlineData("@() | Measure-Object | ForEach-Object Count", "0")]
    [InlineData("(New-Object DateTime 2024, 2, 3).DayOfYear", "34")]
    [InlineData("(New-Object psobject -Property @{ A = 1 }).A", "1")]
    [InlineData("(Get-Date -UnixTimeSeconds 0 -AsUTC -Format o)", "1970-01-01T00:00:00.0000000Z")]
    [InlineData("Get-Random -SetSeed 42 -Maximum 100; Get-Random -SetSeed 42 -Maximum 100 | Out-Null", "17")]
    [InlineData("'{\"a\":[1,2.5]}' | ConvertFrom-Json | ConvertTo-Json -Compress", "{\"a\":[1,2.5]}")]
    [InlineData("Join-Path a b c | Split-Path -Parent", "a/b")]
    public void It_gives(string script, string expected) => Assert.Equal(expected, _host.Text(script).Replace('\\', '/'));

    [Fact]
    public void Csv_is_written_without_byte_order_mark_and_read_back()
    {
        _host.Get("[pscustomobject]@{ A = 'x,\"y\"'; B = \"two`nlines\"; C = '' } | Export-Csv out.csv");

        byte[] bytes = File.ReadAllBytes(Path.Combine(_host.Folder, "out.csv"));
        Assert.Equal("\"A\",\"B\",\"C\"\n\"x,\"\"y\"\"\",\"two\nlines\",\"\"\n".ReplaceLineEndings(), Encoding.UTF8.GetString(bytes).ReplaceLineEndings());
        Assert.Equal((byte)'"', bytes[0]);
        Assert.Equal("x,\"y\"|two\nlines|", _host.Text("Import-Csv out.csv | ForEach-Object { \"$($_.A)|$($_.B)|$($_.C)\" }").ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Csv_has_the_cultures_numbers_and_delimiter_where_that_is_wanted()
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal("\"A\";\"B\" \"1,5\";\"x\"", _host.Text(
                "[System.Threading.Thread]::CurrentThread.CurrentCulture = 'de-DE'; [pscustomobject]@{ A = 1.5; B = 'x' } | ConvertTo-Csv -UseCulture"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Json_warns_when_it_goes_no_deeper()
    {
        Assert.Equal("{\"a\":{\"b\":\"System.Collections.Hashtable\"}} Resulting JSON is truncated as serialization has exceeded the set depth of 1.",
            _host.Text("@{ a = @{ b = @{ c = 1 } } } | ConvertTo-Json -Depth 1 -Compress -WarningVariable w -WarningAction SilentlyContinue; $w"));
    }

    [Fact]
    public void Objects_survive_Clixml_with_their_type_names()
    {
        _host.Get("[pscustomobject]@{ PSTypeName = 'My.Row'; A = 1, 2 }, 'text' | Export-Clixml out.xml");

        Assert.Equal("Deserialized.My.Row 1 2 text", _host.Text("$r = Import-Clixml out.xml; $r[0].PSObject.TypeNames[0]; $r[0].A; $r[1]"));
    }

    [Fact]
    public void Tables_and_lists_are_the_engines()
    {
        string table = _host.Text(Rows + "$rows | Format-Table Name, @{ n = 'S'; e = { $_.Score }; a = 'Right' } | Out-String").ReplaceLineEndings("\n");
        Assert.Contains("Name S\n---- -\nann  3\n", table, StringComparison.Ordinal);
        string list = _host.Text(Rows + "$rows[0] | Format-List Name, Group | Out-String").ReplaceLineEndings("\n");
        Assert.Contains("Name  : ann\nGroup : x\n", list, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_written_and_found()
    {
        _host.Get("$null = New-Item sub -ItemType Directory; Set-Content sub/a.txt 1, 2, 3; 'x' > sub/b.log");

        Assert.Equal("a.txt", _host.Text("Get-ChildItem sub -Filter *.txt -File | ForEach-Object Name"));
        Assert.Equal("2 3", _host.Text("Get-Content sub/a.txt -Tail 2"));
        Assert.Equal("True False", _host.Text("Test-Path sub/a.txt, sub/c.txt -PathType Leaf"));
        Assert.Equal("False", _host.Text("Remove-Item sub -Recurse; Test-Path sub"));
        Assert.Equal("PathNotFound", _host.Error("Get-Content nowhere").FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        _host.Get("1 | Export-Csv a.csv -WhatIf; 1 | Set-Content b.txt -WhatIf; 1 | Out-File c.txt -WhatIf; New-Item d.txt -WhatIf");

        Assert.Empty(Directory.EnumerateFileSystemEntries(_host.Folder));
    }

    [Theory]
    [InlineData("New-Object Object -Strict", "Strict")]
    [InlineData("[pscustomobject]@{} | Get-Member -Static", "Static")]
    [InlineData("Get-Item . -Credential x", "Credential")]
    public void What_a_standin_lacks_is_refused_by_name(string script, string parameter)
    {
        ErrorRecord error = _host.Error(script);

        Assert.Equal("ParameterNotInStandin", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Contains($"no -{parameter}.", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sort-Object -Nope", "NamedParameterNotFound")]
    [InlineData("1 | Select-Object -ExpandProperty Nope", "ExpandPropertyNotFound")]
    [InlineData("'x' | Measure-Object -Sum", "NonNumericInputObject")]
    [InlineData("'{' | ConvertFrom-Json", "System.ArgumentException")]
    [InlineData("Import-Csv nowhere.csv", "FileOpenFailure")]
    [InlineData("New-Object Nope.Type", "TypeNotFound")]
    [InlineData("Get-Random -Minimum 2 -Maximum 1", "MinGreaterThanOrEqualMax")]
    [InlineData("Write-Error x -ErrorId Mine", "Mine")]
    public void An_error_has_the_originals_id(string script, string id) =>
        Assert.Equal(id, _host.Error(script).FullyQualifiedErrorId.Split(',')[0]);

    [Fact]
    public void Every_standin_is_listed_for_other_runspaces()
    {
        string path = Path.Combine(MlTrack.TestNeeds.Needs.Root, "src/MlTrack.Shell/Modules/MlTrack.Shell/MlTrack.Shell.psd1");
        string[] types = [.. typeof(MlTrack.Shell.Standins.SelectObjectCommand).Assembly.GetExportedTypes()
            .Select(type => Attribute.GetCustomAttribute(type, typeof(CmdletAttribute)) as CmdletAttribute)
            .OfType<CmdletAttribute>().Select(attribute => $"{attribute.VerbName}-{attribute.NounName}")];

        string manifest = File.ReadAllText(path);
        Assert.All(types, name => Assert.Contains($"'{name}'", manifest, StringComparison.Ordinal));
    }
}
