using System.Globalization;
using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class AddMlMetricTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public AddMlMetricTests() => _host.Get("$run = Start-MlRun probe");

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_value_goes_to_the_active_run_with_its_step_and_time()
    {
        Assert.Empty(_host.Get("Add-MlMetric loss 0.5 -Step 3 -Timestamp 1700000000000"));
        Assert.Equal(["loss|0.5|3|1700000000000"], History());
    }

    [Theory]
    [InlineData("'1e-3'", "0.001")]
    [InlineData("' 1.5 '", "1.5")]
    [InlineData("nan", "NaN")]
    [InlineData("NaN", "NaN")]
    [InlineData("inf", "1.7976931348623157E+308")]
    [InlineData("'-Infinity'", "-1.7976931348623157E+308")]
    [InlineData("([decimal]0.1)", "0.1")]
    [InlineData("-2", "-2")]
    [InlineData("([double]::Epsilon)", "5E-324")]
    public void A_number_or_its_invariant_text_is_taken(string given, string stored)
    {
        _host.Get($"Add-MlMetric x {given}");
        Assert.Equal(stored, History().Single().Split('|')[1]);
    }

    [Theory]
    [InlineData("Add-MlMetric loss abc", "InvalidValue", "loss")]
    [InlineData("Add-MlMetric loss ''", "InvalidValue", "loss")]
    [InlineData("Add-MlMetric loss $null", "InvalidValue", "loss")]
    [InlineData("Add-MlMetric loss 0,1", "InvalidValue", "loss")]
    [InlineData("Add-MlMetric loss 1_000", "InvalidValue", "1_000")]
    [InlineData("Add-MlMetric loss '0,1'", "InvalidValue", "0,1")]
    [InlineData("Add-MlMetric loss $true", "InvalidValue", "loss")]
    [InlineData("Add-MlMetric loss", "InvalidValue", "loss")]
    [InlineData("Add-MlMetric", "InvalidName", "-Name")]
    [InlineData("Add-MlMetric '' 1", "InvalidName", "empty")]
    [InlineData("Add-MlMetric $null 1", "InvalidName", "empty")]
    [InlineData("Add-MlMetric a/../b 1", "InvalidName", "a/../b")]
    [InlineData("Add-MlMetric ('x' * 251) 1", "InvalidName", "250")]
    [InlineData("Add-MlMetric \"a`tb\" 1", "InvalidName", "\\t")]
    [InlineData("Add-MlMetric loss 1 -Step 1.5", "InvalidValue", "1.5")]
    [InlineData("Add-MlMetric loss 1 -Step $null", "InvalidValue", "$null")]
    [InlineData("Add-MlMetric loss 1 -Step ''", "InvalidValue", "''")]
    [InlineData("Add-MlMetric loss 1 -Timestamp '1969-12-31'", "InvalidValue", "1969-12-31")]
    [InlineData("Add-MlMetric loss 1 -Timestamp soon", "InvalidValue", "soon")]
    [InlineData("Add-MlMetric loss 1 -RunId ''", "InvalidId", "empty")]
    [InlineData("Add-MlMetric loss 1 -RunId $null", "InvalidId", "empty")]
    [InlineData("Add-MlMetric loss 1 -RunId 'a b'", "InvalidId", "a b")]
    [InlineData("Add-MlMetric loss 1 -RunId 0123456789abcdef0123456789abcdef", "RunNotFound", "0123")]
    [InlineData("Add-MlMetric -Metric @{ good = 1; bad = 'abc' }", "InvalidValue", "bad")]
    [InlineData("Add-MlMetric loss ([bigint]::Pow(10, 400))", "InvalidValue", "loss")]
    [InlineData("Add-MlMetric -Metric $null", "InvalidValue", "-Metric")]
    [InlineData("Add-MlMetric -Metric @{ good = 1; '' = 2 }", "InvalidName", "empty")]
    public void What_is_wrong_ends_the_command_and_stores_nothing(string script, string id, string named)
    {
        ScriptResult result = _host.Run(script);
        Assert.Equal(id, result.TerminatingId);
        Assert.Contains(named, result.Terminating!.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(History());
    }

    [Fact]
    public void A_dictionary_is_stored_as_a_whole_with_the_step_and_time_given()
    {
        _host.Get("""
            $wrapped = [psobject]::AsPSObject(0.25)
            Add-MlMetric -Metric ([ordered]@{ b = 2; a = '1e-1'; c = $wrapped; 4 = 5 }) -Step 7 -Timestamp '2023-11-14T22:13:20Z'
            """);
        Assert.Equal(["4|5|7|1700000000000", "a|0.1|7|1700000000000", "b|2|7|1700000000000", "c|0.25|7|1700000000000"], History());
    }

    [Fact]
    public void A_dictionary_and_a_name_at_once_are_an_error_of_the_binder()
    {
        ScriptResult result = _host.Run("Add-MlMetric -Name x -Value 1 -Metric @{ a = 1 }");
        Assert.Equal("AmbiguousParameterSet", result.TerminatingId);
        Assert.Empty(History());
    }

    [Fact]
    public void Without_an_open_run_it_says_how_to_open_one()
    {
        ScriptResult result = _host.Run("Stop-MlRun; Add-MlMetric loss 1");
        Assert.Equal("NoActiveRun", result.TerminatingId);
        Assert.Contains("Start-MlRun", result.Terminating!.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PassThru_emits_what_was_stored()
    {
        PSObject metric = _host.Get("Add-MlMetric loss inf -Step 2 -Timestamp 5 -PassThru").Single();
        Assert.Equal("MlTrack.MlMetric", metric.BaseObject.GetType().FullName);
        Assert.Equal("loss", metric.Properties["Key"].Value);
        Assert.Equal(double.MaxValue, metric.Properties["Value"].Value);
        Assert.Equal(2L, metric.Properties["Step"].Value);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(5), metric.Properties["Timestamp"].Value);
        Assert.Equal(2, _host.Get("Add-MlMetric -Metric @{ a = 1; b = 2 } -PassThru").Count);
    }

    [Fact]
    public void WhatIf_stores_nothing_and_makes_no_database()
    {
        _host.Get("Add-MlMetric loss 1 -WhatIf; Add-MlMetric -Metric @{ a = 1 } -WhatIf; @{ Name = 'r'; Value = 1 } | Add-MlMetric -WhatIf");
        Assert.Empty(History());
        using PowerShellHost fresh = new();
        fresh.Get("Add-MlMetric loss 1 -RunId 0123456789abcdef0123456789abcdef -WhatIf");
        Assert.False(File.Exists(fresh.DatabasePath));
    }

    [Fact]
    public void Verbose_says_what_happened()
    {
        ScriptResult result = _host.Run("Add-MlMetric loss 0.5 -Step 3 -Verbose");
        Assert.Contains(result.Verbose, line => line.StartsWith("Logged metric 'loss' = 0.5 (step 3) to run ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_local_time_is_converted_and_one_without_zone_is_UTC()
    {
        _host.Get("""
            Add-MlMetric a 1 -Timestamp ([datetime]::new(2023, 11, 14, 22, 13, 20))
            Add-MlMetric b 1 -Timestamp ([datetime]::new(2023, 11, 14, 22, 13, 20, [System.DateTimeKind]::Utc).ToLocalTime())
            Add-MlMetric c 1 -Timestamp ([datetimeoffset]::new(2023, 11, 15, 0, 13, 20, [timespan]::FromHours(2)))
            """);
        Assert.All(History(), point => Assert.EndsWith("|1700000000000", point, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void The_culture_does_not_matter(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            _host.Get("Add-MlMetric I 1.5; Add-MlMetric i '2.5'; @{ KEY = 'row'; VALUE = '3.5'; TIMESTAMP = '12' } | Add-MlMetric");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal(["I=1.5", "i=2.5", "row=3.5"], History().Select(point => string.Join('=', point.Split('|')[..2])));
    }

    private string[] History() => [.. _host.Get("Get-MlMetric -RunId $run.RunId -Text | ForEach-Object { \"$($_.Key)|$($_.Value)|$($_.Step)|$($_.Timestamp)\" }")
        .Select(line => line.ToString())];
}
