using System.Collections;
using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class FindMlRunPropertyTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    // a has all keys, b one metric of its own.
    public FindMlRunPropertyTests() => _host.Get(
        "Start-MlRun a { Add-MlMetric acc 0.9; Add-MlMetric acc_val 0.8; Add-MlMetric loss 0.1; Add-MlParam lr 1; Add-MlParam 'a b' 2; Set-MlTag team x }; "
        + "Start-MlRun b { Add-MlMetric other 5 }");

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("run_id", "run_id")]
    [InlineData("status, run_id", "status,run_id")]
    [InlineData("metrics.loss, status, 'params.a b'", "metrics.loss,status,params.a b")]
    [InlineData("metrics.acc*", "metrics.acc,metrics.acc_val")]
    [InlineData("METRICS.ACC*", "metrics.acc,metrics.acc_val")]
    [InlineData("metrics.*, params.*", "metrics.acc,metrics.acc_val,metrics.loss,metrics.other,params.a b,params.lr")]
    [InlineData("*_time, run_id", "start_time,end_time,run_id")]
    [InlineData("*loss*", "metrics.loss")]
    [InlineData("metrics.acc_val, metrics.a*", "metrics.acc_val,metrics.acc")]
    [InlineData("run_id, run_id", "run_id")]
    [InlineData("run_id, metrics.zz*", "run_id")]
    [InlineData("tags.t[e]am, ?arams.lr", "tags.team,params.lr")]
    [InlineData("metrics.absent", "metrics.absent")]
    public void A_table_has_the_named_columns_in_their_order(string names, string columns) => Assert.All(
        _host.Get($"Find-MlRun -AsTable -Property {names}"),
        row => Assert.Equal(columns, string.Join(',', row.Properties.Select(property => property.Name))));

    [Fact]
    public void A_star_names_the_whole_table() => Assert.Equal(
        Cells(_host.Get("Find-MlRun -AsTable")), Cells(_host.Get("Find-MlRun -AsTable -Property *")));

    [Theory]
    [InlineData("status, metrics.loss, params.lr", "FINISHED|0.1|1")]
    [InlineData("metrics.other, start_time -Text", "|2")]
    public void Cells_are_those_of_the_whole_table(string names, string start) => Assert.StartsWith(
        start,
        string.Join('|', _host.Get($"Find-MlRun -AsTable -OrderBy 'start_time ASC' -MaxResults 1 -Property {names}").Single()
            .Properties.Select(property => FormattableString.Invariant($"{property.Value}"))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("run_id", "", "", "")]
    [InlineData("status, *_at", "", "", "")]
    [InlineData("metrics.acc*", "acc,acc_val", "", "")]
    [InlineData("metrics.*", "acc,acc_val,loss", "", "")]
    [InlineData("metrics.loss, metrics.absent, params.*", "loss", "a b,lr", "")]
    [InlineData("'params.a b', tags.team", "", "a b", "team")]
    [InlineData("'*a*'", "acc,acc_val", "a b,lr", "team")]
    public void Runs_hold_what_is_named(string names, string metrics, string runParams, string tags)
    {
        PSObject run = _host.Get($"Find-MlRun 'metrics.acc > 0' -Property {names}").Single();
        Assert.Equal(
            (metrics, runParams, tags),
            (string.Join(',', Keys(run, "Metrics")), string.Join(',', Keys(run, "Params")),
            string.Join(',', Keys(run, "Tags").Where(key => !key.StartsWith("mlflow.", StringComparison.Ordinal)))));
    }

    [Fact]
    public void Runs_without_tags_named_hold_none() => Assert.Empty(
        Keys(_host.Get("Find-MlRun 'metrics.acc > 0' -Property params.*, metrics.*, s*").Single(), "Tags"));

    [Fact]
    public void Attributes_always_come_along() => Assert.Equal(
        "a Finished", _host.Get("Find-MlRun 'metrics.acc > 0' -Property metrics.acc | ForEach-Object { \"$($_.Name) $($_.Status)\" }").Single().ToString());

    [Theory]
    [InlineData("statsu", "Did you mean 'status'?")]
    [InlineData("Status", "Did you mean 'status'?")]
    [InlineData("RunId", "Did you mean 'run_id'?")]
    [InlineData("run_name", "Did you mean 'tags.mlflow.runName'?")]
    [InlineData("Name", "Did you mean 'tags.mlflow.runName'?")]
    [InlineData("metric.acc", "Did you mean 'metrics.acc'?")]
    [InlineData("nonsense", "There is run_id, ")]
    [InlineData("metrics.", "metrics.<key>")]
    [InlineData("run_id, $null", "empty entry")]
    [InlineData("''", "empty entry")]
    [InlineData("$null", "empty entry")]
    [InlineData("@()", "names no column")]
    public void What_names_no_column_is_an_error(string names, string message)
    {
        foreach (string form in new[] { "", " -AsTable" })
        {
            ScriptResult result = _host.Run($"Find-MlRun -Property {names}{form}");
            Assert.Equal("InvalidValue", result.TerminatingId);
            Assert.Contains(message, result.Terminating!.Exception.Message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Keys(PSObject run, string part) =>
        ((IDictionary)run.Properties[part].Value).Keys.Cast<string>().Order(StringComparer.Ordinal);

    private static string Cells(IEnumerable<PSObject> rows) => string.Join(
        '\n', rows.Select(row => string.Join('|', row.Properties.Select(property => FormattableString.Invariant($"{property.Name}={property.Value}")))));
}
