using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class AddMlDatasetTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public AddMlDatasetTests()
    {
        File.WriteAllText(Path.Combine(_host.Folder, "data.csv"), "x,n,s\n1.5,1,a\n2,2,\n");
        File.WriteAllText(Path.Combine(_host.Folder, "weights.bin"), "12345");
        _host.Get("$other = Start-MlRun other; Stop-MlRun; $run = Start-MlRun probe");
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_CSV_file_is_described_and_logged()
    {
        Assert.Equal("MlTrack.MlDataset|data|local|8|{\"num_rows\": 2, \"num_elements\": 6}", _host.Get("$d = Add-MlDataset data.csv -Context training; $d.GetType().FullName, $d.Name, $d.SourceType, $d.Digest.Length, $d.Profile -join '|'").Single().ToString());
        Assert.Equal("1,data,training", _host.Get("$i = (Get-MlRun).Inputs; $i.Count, $i[0].Dataset.Name, $i[0].Context -join ','").Single().ToString());
        Assert.Contains("""{"type": "string", "name": "s", "required": false}""", _host.Get("(Get-MlRun).Inputs[0].Dataset.Schema").Single().ToString(), StringComparison.Ordinal);
        Assert.Equal("probe", _host.Get("(Find-MlRun \"dataset.name = 'data' and dataset.context = 'training'\").Name").Single().ToString());
    }

    [Fact]
    public void One_dataset_serves_many_runs()
    {
        Assert.Single(_host.Get("$null = Add-MlDataset data.csv; Get-MlRun $other.RunId | Add-MlDataset data.csv -Context eval"));
        Assert.Equal("2", _host.Get("(Find-MlRun \"dataset.name = 'data'\").Count").Single().ToString());
        Assert.Equal("1,", _host.Get("$null = Add-MlDataset data.csv -Context again; (Get-MlRun).Inputs.Count, (Get-MlRun).Inputs[0].Context -join ','").Single().ToString());
    }

    [Fact]
    public void It_may_be_described_by_hand()
    {
        Assert.Equal("iris|abc|http|{\"url\": \"https://example.org/iris.csv\"}", _host.Get("$d = Add-MlDataset -Name iris -Source https://example.org/iris.csv -Digest abc -Schema @(@{ type = 'double'; name = 'x' }) -Profile @{ num_rows = 3 } -Tag @{ own = 1 } -Context eval; $d.Name, $d.Digest, $d.SourceType, $d.Source -join '|'").Single().ToString());
        Assert.Equal("{\"num_rows\":3}|1|eval", _host.Get("$i = (Get-MlRun).Inputs[0]; $i.Dataset.Profile, $i.Tags.own, $i.Context -join '|'").Single().ToString());
        Assert.Equal("custom|{\"uri\": \"x\"}|8", _host.Get("$d = Add-MlDataset -Name a -Source '{\"uri\": \"x\"}' -SourceType custom; $d.SourceType, $d.Source, $d.Digest.Length -join '|'").Single().ToString());
        Assert.Equal("renamed", _host.Get("(Add-MlDataset data.csv -Name renamed -Digest 1).Name").Single().ToString());
    }

    [Fact]
    public void Files_and_folders_may_be_piped_or_named()
    {
        Directory.CreateDirectory(Path.Combine(_host.Folder, "images"));
        Assert.Equal("data,weights,", _host.Get("([IO.FileInfo] \"$PWD/data.csv\"), ([IO.FileInfo] \"$PWD/weights.bin\") | Add-MlDataset | ForEach-Object { $n += $_.Name + ',' }; $n").Single().ToString());
        Assert.Equal("{\"num_files\": 0, \"size_bytes\": 0}", _host.Get("(Add-MlDataset ./images -RunId $other.RunId).Profile").Single().ToString());
    }

    [Theory]
    [InlineData("Add-MlDataset", "InvalidName")]
    [InlineData("Add-MlDataset nope.csv", "PathNotFound")]
    [InlineData("Add-MlDataset ''", "PathNotFound")]
    [InlineData("Add-MlDataset data.csv -Source x", "InvalidValue")]
    [InlineData("Add-MlDataset data.csv -Context ''", "InvalidValue")]
    [InlineData("Add-MlDataset data.csv -Name ''", "InvalidValue")]
    [InlineData("Add-MlDataset data.csv -Digest ('x' * 37)", "InvalidValue")]
    [InlineData("Add-MlDataset data.csv -Schema 'no json'", "InvalidValue")]
    [InlineData("Add-MlDataset data.csv -Schema nojson", "InvalidValue")]
    [InlineData("Add-MlDataset -Name a -Source '{bad'", "InvalidValue")]
    [InlineData("Add-MlDataset -Name a -Source ''", "InvalidValue")]
    [InlineData("Add-MlDataset data.csv -RunId ''", "InvalidId")]
    [InlineData("Add-MlDataset data.csv -RunId feedfeedfeedfeedfeedfeedfeedfeed", "RunNotFound")]
    [InlineData("Stop-MlRun; Add-MlDataset data.csv", "NoActiveRun")]
    [InlineData("Remove-MlRun $other.RunId; Add-MlDataset data.csv -RunId $other.RunId", "InvalidState")]
    public void What_is_wrong_ends_the_command(string script, string id)
    {
        string? found = _host.Run(script).TerminatingId;
        Assert.True(found == id || (script.EndsWith("'no json'", StringComparison.Ordinal) && found is null), found);
    }

    [Theory]
    [InlineData("$null | Add-MlDataset data.csv", "InvalidId")]
    [InlineData("Get-MlExperiment Default | Add-MlDataset data.csv", "InvalidValue")]
    [InlineData("'feedfeedfeedfeedfeedfeedfeedfeed' | Add-MlDataset data.csv", "RunNotFound")]
    [InlineData("$other | Add-MlDataset", "InvalidName")]
    [InlineData("$other | Add-MlDataset data.csv -RunId $run.RunId", "InvalidValue")]
    [InlineData("[IO.FileInfo] \"$PWD/nope.csv\" | Add-MlDataset", "PathNotFound")]
    public void A_bad_item_is_told(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_log_nothing()
    {
        Assert.Empty(_host.Get("@() | Add-MlDataset data.csv; Add-MlDataset data.csv -WhatIf; $other | Add-MlDataset data.csv -WhatIf"));
        Assert.Equal("0", _host.Get("(Get-MlRun).Inputs.Count").Single().ToString());
    }
}
