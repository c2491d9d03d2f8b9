using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class AddMlModelTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public AddMlModelTests()
    {
        File.WriteAllText(Path.Combine(_host.Folder, "weights.bin"), "12345");
        File.WriteAllText(Path.Combine(_host.Folder, "example.json"), "[{\"x\": 1.5}]");
        File.WriteAllText(Path.Combine(_host.Folder, "reqs.txt"), "numpy==2.0\n# no\npandas\n");
        _host.Get("$other = Start-MlRun other; Stop-MlRun; $run = Start-MlRun probe");
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_model_is_logged_with_what_was_given()
    {
        Assert.Equal("True|weights.bin|[{\"type\": \"long\"}]|v|1|32", _host.Get("$m = Add-MlModel weights.bin -Flavor mine -Signature @{ inputs = @([ordered]@{ type = 'double'; name = 'x' }); outputs = '[{\"type\": \"long\"}]' } -InputExample example.json -Requirement reqs.txt -Metadata @{ k = 'v'; n = 1 }; ($m.ModelUri -eq \"runs:/$($run.RunId)/model\"), $m.Flavors.mine.data, $m.Signature.Outputs, $m.Metadata.k, $m.Metadata.n, $m.ModelUuid.Length -join '|'").Single().ToString());
        Assert.Equal("MLmodel,conda.yaml,input_example.json,python_env.yaml,requirements.txt,serving_input_example.json,weights.bin", _host.Get("(Get-MlArtifact model | ForEach-Object { $_.Path -replace 'model/', '' }) -join ','").Single().ToString());
        Assert.Equal("[{\"type\": \"double\", \"name\": \"x\"}]|dataframe", _host.Get("$i = $run | Get-MlModelInfo; $i.Signature.Inputs, $i.InputExample.type -join '|'").Single().ToString());
        Assert.Equal("True", _host.Get("(Get-MlRun).Tags.ContainsKey('mlflow.log-model.history')").Single().ToString());
    }

    [Fact]
    public void The_signature_shows_in_the_example_and_flavors_take_settings()
    {
        Assert.Equal("1.0|2|[{\"type\": \"double\", \"name\": \"x\", \"required\": true}, {\"type\": \"long\", \"name\": \"n\", \"required\": true}]", _host.Get("$m = Add-MlModel weights.bin -ArtifactPath second -Flavor @{ mine = @{ version = '1.0'; deep = @{ a = 1, 2 } } } -InputExample @([pscustomobject]@{ x = 1.5; n = 1 }, [pscustomobject]@{ x = 2.5; n = 2 }); $m.Flavors.mine.version, $m.Flavors.mine.deep.a[1], $m.Signature.Inputs -join '|'").Single().ToString());
    }

    [Theory]
    [InlineData("@(@{ x = 2.0 })", "double")]
    [InlineData("@(@{ x = [datetime]'2024-01-02' })", "datetime")]
    [InlineData("@(@{ x = [DateTimeOffset]'2024-01-02' })", "datetime")]
    [InlineData("@(@{ x = [double]::NaN })", "double")]
    [InlineData("@(@{ x = [byte[]](1, 2) })", "binary")]
    [InlineData("@(@{ x = [float]1 })", "float")]
    [InlineData("@([pscustomobject]@{ x = @(1, 2) })", "array")]
    [InlineData("@{ dataframe_split = @{ columns = @('x'); data = @(, @(1.0)) } }", "double")]
    [InlineData("'{\"dataframe_records\": [{\"x\": 1}]}'", "long")]
    [InlineData("([uri]'http://x' | ForEach-Object { @{ x = $_ } })", "string")]
    public void The_types_of_columns_are_those_of_the_objects(string example, string type)
    {
        string inputs = _host.Get($"(Add-MlModel weights.bin -Flavor mine -InputExample ({example})).Signature.Inputs").Single().ToString();
        Assert.StartsWith("[{\"type\": \"" + type + "\", ", inputs, StringComparison.Ordinal);
        Assert.Contains("\"name\": \"x\"", inputs, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[double[]](1, 2, 3)", "float64", "-1")]
    [InlineData("[float[]](1, 2)", "float32", "-1")]
    [InlineData("[int[]](1, 2)", "int32", "-1")]
    [InlineData("@(1, 2)", "int64", "-1")]
    [InlineData("@(@(1.0, 2.0), @(3.0, 4.0))", "float64", "-1, 2")]
    [InlineData("@([double[]](1, 2), [double[]](3, 4))", "float64", "-1, 2")]
    [InlineData("@{ inputs = @(, @(1.0, 2.0)) }", "float64", "-1, 2")]
    [InlineData("@{ instances = @(1, 2) }", "int64", "-1")]
    public void The_types_of_tensors_are_those_of_the_objects(string example, string kind, string shape)
    {
        Assert.Equal(
            "[{\"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"" + kind + "\", \"shape\": [" + shape + "]}}]",
            _host.Get($"(Add-MlModel weights.bin -Flavor mine -InputExample ({example})).Signature.Inputs").Single().ToString());
    }

    [Theory]
    [InlineData("$table")]
    [InlineData("$table.DefaultView")]
    [InlineData("$table.Select()")]
    [InlineData("$table.Rows")]
    [InlineData("@($table.Rows | ForEach-Object { $_ })")]
    public void A_table_is_rows_with_the_types_of_its_columns(string example)
    {
        Assert.Equal(
            "[{\"type\": \"integer\", \"name\": \"n\", \"required\": true}, {\"type\": \"float\", \"name\": \"x\", \"required\": true}, {\"type\": \"string\", \"name\": \"s\", \"required\": false}]",
            _host.Get($"$table = [Data.DataTable]::new(); $null = $table.Columns.Add('n', [int]), $table.Columns.Add('x', [float]), $table.Columns.Add('s', [string]); $null = $table.Rows.Add(1, 2, [DBNull]::Value), $table.Rows.Add(2, 2.5, 'a'); (Add-MlModel weights.bin -Flavor mine -InputExample ({example})).Signature.Inputs").Single().ToString());
    }

    [Fact]
    public void A_csv_file_is_rows_as_in_a_dataset()
    {
        File.WriteAllText(Path.Combine(_host.Folder, "example.csv"), "n,x,s\n1,2.0,a\n2,,\n");
        const string Inputs = "[{\"type\": \"long\", \"name\": \"n\", \"required\": true}, {\"type\": \"double\", \"name\": \"x\", \"required\": false}, {\"type\": \"string\", \"name\": \"s\", \"required\": false}]";
        Assert.Equal(Inputs, _host.Get("(Add-MlModel weights.bin -Flavor mine -InputExample example.csv).Signature.Inputs").Single().ToString());
        Assert.Equal(Inputs, _host.Get("(Add-MlModel weights.bin -Flavor mine -InputExample ([IO.FileInfo]\"$pwd/example.csv\")).Signature.Inputs").Single().ToString());
        Assert.Equal("PathNotFound", _host.Run("Add-MlModel weights.bin -Flavor mine -InputExample nope.csv").TerminatingId);
    }

    [Fact]
    public void Keys_of_a_signature_may_have_capitals()
    {
        Assert.Equal(
            "[{\"name\": \"x\", \"type\": \"double\"}]|[{\"type\": \"tensor\", \"tensor-spec\": {\"dtype\": \"float32\", \"shape\": [-1, 2]}}]|[{\"name\": \"o\", \"type\": \"object\", \"default\": {\"Name\": 1}, \"properties\": {\"Name\": {\"type\": \"long\"}}}]",
            _host.Get("$m = Add-MlModel weights.bin -Flavor mine -Signature @{ Inputs = @([ordered]@{ Name = 'x'; Type = 'double' }); Outputs = @([pscustomobject]@{ type = 'tensor'; 'Tensor-Spec' = [ordered]@{ DType = 'float32'; Shape = -1, 2 } }); params = @([ordered]@{ name = 'o'; type = 'object'; Default = @{ Name = 1 }; Properties = @{ Name = @{ Type = 'long' } } }) }; $m.Signature.Inputs, $m.Signature.Outputs, $m.Signature.Params -join '|'").Single().ToString());
    }

    [Fact]
    public void It_registers_at_once_and_goes_on_in_the_pipeline()
    {
        Assert.Equal("True", _host.Get("$null = Add-MlModel weights.bin -Flavor mine -RegisteredModelName churn; (Get-MlModelVersion churn -Latest).RunId -eq $run.RunId").Single().ToString());
        Assert.Equal("2,True", _host.Get("$v = Get-MlRun $other.RunId | Add-MlModel weights.bin -Flavor mine | Register-MlModel churn; $v.Version, ($v.RunId -eq $other.RunId) -join ','").Single().ToString());
        Assert.Equal("models:/churn/3", _host.Get("$run | Register-MlModel churn | Get-MlModelInfo | ForEach-Object ModelUri").Single().ToString());
    }

    [Theory]
    [InlineData("Add-MlModel", "InvalidName")]
    [InlineData("Add-MlModel nope.onnx", "PathNotFound")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -Requirement ./reqs-mistyped.txt", "PathNotFound")]
    [InlineData("Add-MlModel weights.bin", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor onnx", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor ''", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -ArtifactPath ../x", "InvalidName")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -Signature nope", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -Signature @{ inputs = '[{\"type\": \"nope\"}]' }", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -Signature @{ foo = 1 }", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -Signature @{}", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -Signature @{ inputs = @() }", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -Signature @{ inputs = @(@{ type = 'double'; name = 'x' }, @{ type = 'long' }) }", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -Signature @{ inputs = @(@{ type = 'tensor' }) }", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -Signature @{ inputs = @(@{ type = 'double'; nam = 'x' }) }", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -Signature @{ params = @(@{ name = 'p'; type = 'long'; default = 'notlong' }) }", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -Signature '{\"Inputs\": [{\"type\": \"long\"}]}'", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -InputExample @{}", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -InputExample $null", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -InputExample @(@(1, 2), @(3))", "InvalidValue")]
    [InlineData("$h = @{}; $h.x = $h; Add-MlModel weights.bin -Flavor mine -InputExample $h", "InvalidValue")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -InputExample nope.json", "PathNotFound")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -RegisteredModelName ''", "InvalidName")]
    [InlineData("Add-MlModel weights.bin -Flavor mine -RunId ''", "InvalidId")]
    [InlineData("Stop-MlRun; Add-MlModel weights.bin -Flavor mine", "NoActiveRun")]
    public void What_is_wrong_ends_the_command(string script, string id)
    {
        Assert.Equal(id, _host.Run(script).TerminatingId);
        Assert.Empty(_host.Get("Get-MlArtifact -RunId $run.RunId"));
    }

    [Theory]
    [InlineData("$null | Add-MlModel weights.bin -Flavor mine", "InvalidId")]
    [InlineData("Get-MlExperiment Default | Add-MlModel weights.bin -Flavor mine", "InvalidValue")]
    [InlineData("$other | Add-MlModel weights.bin -Flavor mine -RunId $run.RunId", "InvalidValue")]
    public void A_bad_item_is_told(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Null(result.Terminating);
        Assert.Equal([id], result.ErrorIds);
    }

    [Fact]
    public void An_empty_pipe_and_WhatIf_log_nothing()
    {
        Assert.Empty(_host.Get("@() | Add-MlModel weights.bin -Flavor mine; Add-MlModel weights.bin -Flavor mine -WhatIf; Get-MlArtifact"));
    }
}
