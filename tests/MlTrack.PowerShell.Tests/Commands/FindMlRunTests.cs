using System.Globalization;
using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class FindMlRunTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    // Two experiments: Default with a and b, iris with c; d is deleted.
    public FindMlRunTests() => _host.Get(
        Scripts.RoundTrip
        + "$iris = New-MlExperiment iris; Start-MlRun a { Add-MlMetric rmse 0.1; Add-MlParam lr 1 }; Start-MlRun b { Add-MlMetric rmse 0.3 }; "
        + "Start-MlRun c -ExperimentName iris { Add-MlParam lr 2 }; Start-MlRun d { Get-MlRun } | Remove-MlRun");

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Find-MlRun", "a,b,c")]
    [InlineData("Find-MlRun 'metrics.rmse < 0.2'", "a")]
    [InlineData("Find-MlRun -Filter \"params.lr = '2'\"", "c")]
    [InlineData("Find-MlRun ''", "a,b,c")]
    [InlineData("Find-MlRun $null", "a,b,c")]
    [InlineData("Find-MlRun -ExperimentId 1", "c")]
    [InlineData("Find-MlRun -ExperimentId 1, 0", "a,b,c")]
    [InlineData("Find-MlRun -ExperimentName Default", "a,b")]
    [InlineData("Find-MlRun -ExperimentName Default, iris -ExperimentId 0", "a,b,c")]
    [InlineData("Find-MlRun -ExperimentId @()", "")]
    [InlineData("Get-MlExperiment iris | Find-MlRun", "c")]
    [InlineData("Get-MlExperiment | Find-MlRun", "a,b,c")]
    [InlineData("RoundTrip $iris | Find-MlRun", "c")]
    [InlineData("'iris' | Find-MlRun", "c")]
    [InlineData("[pscustomobject]@{ experiment_id = 1 }, @{ ExperimentId = '0' } | Find-MlRun", "a,b,c")]
    [InlineData("Find-MlRun \"params.lr = '2'\" | Find-MlRun", "c")]
    [InlineData("Measure-MlExperiment iris | Find-MlRun", "c")]
    [InlineData("Get-MlExperiment zz* | Find-MlRun", "")]
    [InlineData("$null = Use-MlExperiment iris; Find-MlRun", "c")]
    [InlineData("$null = Use-MlExperiment iris; Find-MlRun -AllExperiments", "a,b,c")]
    [InlineData("$null = Use-MlExperiment iris; Get-MlExperiment zz* | Find-MlRun", "")]
    [InlineData("$env:MLFLOW_EXPERIMENT_NAME = 'iris'; Find-MlRun", "c")]
    [InlineData("$env:MLFLOW_EXPERIMENT_ID = '0'; Find-MlRun", "a,b")]
    [InlineData("Find-MlRun -ViewType DeletedOnly", "d")]
    [InlineData("Find-MlRun -ViewType All", "a,b,c,d")]
    [InlineData("Find-MlRun -MaxResults 200000", "a,b,c")]
    public void It_finds(string script, string names) =>
        Assert.Equal(names, string.Join(',', _host.Get(script + " | ForEach-Object Name").Select(name => name.ToString()).Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("Find-MlRun -OrderBy 'metrics.rmse ASC'", "a,b,c")]
    [InlineData("Find-MlRun -OrderBy 'metrics.rmse DESC', 'start_time'", "b,a,c")]
    [InlineData("Find-MlRun -MaxResults 2 -OrderBy 'attributes.start_time ASC'", "a,b")]
    [InlineData("Find-MlRun -MaxResults '1' -OrderBy 'attributes.start_time ASC'", "a")]
    public void It_orders(string script, string names) =>
        Assert.Equal(names, string.Join(',', _host.Get(script + " | ForEach-Object Name")));

    [Theory]
    [InlineData("Find-MlRun 'nonsense ='", "InvalidFilter", ErrorCategory.ParserError)]
    [InlineData("Find-MlRun -OrderBy 'size'", "InvalidFilter", ErrorCategory.ParserError)]
    [InlineData("Get-MlExperiment | Find-MlRun 'nonsense ='", "InvalidFilter", ErrorCategory.ParserError)]
    [InlineData("Find-MlRun 'nonsense =' -AsTable", "InvalidFilter", ErrorCategory.ParserError)]
    [InlineData("Find-MlRun -MaxResults 0", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Find-MlRun -MaxResults 1.5", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Find-MlRun -MaxResults $null", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Find-MlRun -AllExperiments -ExperimentId 0", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("$env:MLFLOW_EXPERIMENT_NAME = 'nope'; Find-MlRun", "ExperimentNotFound", ErrorCategory.ObjectNotFound)]
    public void What_is_wrong_ends_the_command(string script, string id, ErrorCategory category)
    {
        ScriptResult result = _host.Run(script);
        Assert.Equal(id, result.TerminatingId);
        Assert.Equal(category, result.Terminating!.CategoryInfo.Category);
    }

    [Theory]
    [InlineData("Find-MlRun -ExperimentName nope, iris", "ExperimentNotFound")]
    [InlineData("Find-MlRun -ExperimentId 99, 1", "ExperimentNotFound")]
    [InlineData("Find-MlRun -ExperimentId $null, 1", "InvalidId")]
    [InlineData("'nope', 'iris' | Find-MlRun", "ExperimentNotFound")]
    [InlineData("$null, 'iris' | Find-MlRun", "InvalidId")]
    [InlineData("@{ ExperimentId = '' }, 'iris' | Find-MlRun", "InvalidId")]
    [InlineData("@{ x = 1 }, 'iris' | Find-MlRun", "InvalidValue")]
    public void A_bad_experiment_leaves_the_others_alone(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Equal([id], result.ErrorIds);
        Assert.Equal("c", Assert.Single(result.Output).Properties["Name"].Value);
    }

    [Theory]
    [InlineData("Find-MlRun \"metric.rmse<.5 and run_name like 'a%'\" -Verbose", "The filter was understood as: metrics.rmse < 0.5 AND run_name LIKE 'a%'")]
    [InlineData("Find-MlRun \"param.lr is not null\" -AsTable -Verbose", "The filter was understood as: params.lr IS NOT NULL")]
    [InlineData("Find-MlRun '' -Verbose", null)]
    [InlineData("Find-MlExperiment \"attribute.name like 'x'\" -Verbose", "The filter was understood as: name LIKE 'x'")]
    [InlineData("Find-MlModel \"tag.a = 'x'\" -Verbose", "The filter was understood as: tags.a = 'x'")]
    [InlineData("Find-MlModelVersion 'version_number>1' -Verbose", "The filter was understood as: version_number > 1")]
    public void Verbose_says_how_the_filter_was_understood(string script, string? message) => Assert.Equal(
        message, _host.Run(script).Verbose.SingleOrDefault(line => line.StartsWith("The filter", StringComparison.Ordinal)));

    [Theory]
    [InlineData("-OrderBy 'metrics.rmsee'", "No run here has metrics.rmsee, which the order names. Did you mean metrics.rmse?")]
    [InlineData("-OrderBy 'metrics.rmsee DESC' -MaxResults 1", "No run here has metrics.rmsee, which the order names. Did you mean metrics.rmse?")]
    [InlineData("-OrderBy start_time, 'params.lrr'", "No run here has params.lrr, which the order names. Did you mean params.lr?")]
    [InlineData("-OrderBy 'metrics.rmse', 'params.lr'", null)]
    [InlineData("-OrderBy 'metrics.zzzzz'", null)]
    [InlineData("-OrderBy 'metrics.rmsee' -AsTable", "No run here has metrics.rmsee, which the order names. Did you mean metrics.rmse?")]
    [InlineData("-OrderBy 'metrics.rmsee' -Property run_id", null)]
    [InlineData("-OrderBy 'tags.mlflow.runNam'", "No run here has tags.mlflow.runNam, which the order names. Did you mean tags.mlflow.runName?")]
    public void A_key_that_orders_nothing_gets_a_warning(string arguments, string? message)
    {
        ScriptResult result = _host.Run($"Find-MlRun {arguments}");
        Assert.Equal(message, result.Warnings.SingleOrDefault());
        Assert.Empty(result.ErrorIds);
    }

    [Theory]
    [InlineData("metrics.rmsee < 1", "No run was found, and none here has metrics.rmsee. Did you mean metrics.rmse?")]
    [InlineData("metrics.RMSE < 1 and params.lr = '1'", "No run was found, and none here has metrics.RMSE. Did you mean metrics.rmse?")]
    [InlineData("tags.mlflow.runNam = 'a'", "No run was found, and none here has tags.mlflow.runNam. Did you mean tags.mlflow.runName?")]
    [InlineData("metrics.rmse < 0", null)]
    [InlineData("metrics.zzzzz < 0", null)]
    [InlineData("run_name = 'nobody'", null)]
    [InlineData("metrics.rmse < 0.2 and params.l is null", null)]
    [InlineData("metrics.rmse < 1", null)]
    public void A_key_that_no_run_has_gets_a_warning_where_nothing_was_found(string filter, string? message)
    {
        ScriptResult result = _host.Run($"Find-MlRun \"{filter}\"");
        Assert.Equal(message, result.Warnings.SingleOrDefault());
        Assert.Empty(result.ErrorIds);
    }

    [Fact]
    public void A_key_of_another_experiment_is_none_of_those_searched() => Assert.Contains(
        "none here has metrics.rmse.", Assert.Single(_host.Run(
            "Start-MlRun e -ExperimentName iris { Add-MlMetric rmse2 1 }; Find-MlRun 'metrics.rmse < 1' -ExperimentName iris").Warnings),
        StringComparison.Ordinal);

    [Fact]
    public void A_table_has_MLflow_s_columns_in_every_row()
    {
        var rows = _host.Get("Find-MlRun -AsTable -OrderBy 'attributes.start_time ASC'");
        string[] columns = [.. rows[0].Properties.Select(property => property.Name)];
        Assert.Equal(
            ["run_id", "experiment_id", "status", "artifact_uri", "start_time", "end_time", "metrics.rmse", "params.lr"], columns[..8]);
        Assert.Contains("tags.mlflow.runName", columns);
        Assert.All(rows, row => Assert.Equal(columns, row.Properties.Select(property => property.Name)));
        Assert.Equal("FINISHED", rows[0].Properties["status"].Value);
        Assert.Equal(0.1, rows[0].Properties["metrics.rmse"].Value);
        Assert.Equal("1", rows[0].Properties["params.lr"].Value);
        Assert.Null(rows[2].Properties["metrics.rmse"].Value);
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z$", rows[0].Properties["start_time"].Value.ToString());
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Text_is_the_same_in_every_culture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal("0.1", _host.Get("(Find-MlRun 'metrics.rmse < 0.2' -AsTable -Text).'metrics.rmse'").Single().BaseObject);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Columns_that_differ_by_case_alone_are_renamed_with_one_warning()
    {
        ScriptResult result = _host.Run("Start-MlRun e { Add-MlMetric Acc 1; Add-MlMetric acc 2; Add-MlParam X 3; Add-MlParam x 4 }; Find-MlRun -AsTable -MaxResults 1");
        PSObject row = Assert.Single(result.Output);
        Assert.Equal(1.0, row.Properties["metrics.Acc"].Value);
        Assert.Equal(2.0, row.Properties["metrics.acc#2"].Value);
        Assert.Equal("4", row.Properties["params.x#2"].Value);
        Assert.Contains("metrics.acc#2, params.x#2", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Experiments_of_two_stores_are_searched_each_in_its_own() => Assert.Equal("a,b,c,z", string.Join(',', _host.Get(
        "$mine = @(Get-MlExperiment); Set-MlTrackingUri sqlite:///other.db; Start-MlRun z { Add-MlMetric only 1 }; "
        + "$x = $mine + @(Get-MlExperiment) | Find-MlRun; $t = $mine + @(Get-MlExperiment) | Find-MlRun -AsTable; "
        + "if ($t.Count -eq 4 -and $t[0].PSObject.Properties['metrics.only']) { $x.Name }").Select(name => name.ToString()).Order(StringComparer.Ordinal)));

    [Fact]
    public void It_streams_and_stops()
    {
        string flag = Path.Combine(_host.Folder, "flag");
        ScriptResult result = _host.Stop(
            $"Find-MlRun | ForEach-Object {{ $_; [IO.File]::WriteAllText('{flag}', ''); while ($true) {{ }} }}", () => File.Exists(flag));
        Assert.True(result.WasStopped);
        Assert.Single(result.Output);
    }
}
