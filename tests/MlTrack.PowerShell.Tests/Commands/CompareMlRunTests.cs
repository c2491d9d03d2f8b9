using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class CompareMlRunTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public CompareMlRunTests() => _host.Get(
        Scripts.RoundTrip
        + "$a = Start-MlRun a { Add-MlParam p 1; Add-MlParam same x; Add-MlMetric m ([double]::NaN); Get-MlRun }; "
        + "$b = Start-MlRun b { Add-MlParam p 2; Add-MlParam same x; Add-MlMetric m nan; Add-MlMetric n 0.5; Get-MlRun }");

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Compare-MlRun $a.RunId, $b.RunId")]
    [InlineData("$a, $b | Compare-MlRun")]
    [InlineData("$a.RunId, $b.RunId | Compare-MlRun")]
    [InlineData("$a, $b | ForEach-Object { RoundTrip $_ } | Compare-MlRun")]
    [InlineData("Find-MlRun -AsTable -OrderBy 'attributes.start_time' | Compare-MlRun")]
    [InlineData("$a, $b, $a | Compare-MlRun")]
    public void It_has_a_row_for_each_key(string script)
    {
        Assert.Equal(
            "Param p True,Param same False,Metric m False,Metric n True",
            string.Join(',', _host.Get(
                $"{script} | Where-Object {{ $_.Kind -in 'Param', 'Metric' }} | ForEach-Object {{ \"$($_.Kind) $($_.Key) $($_.Differs)\" }}")));
    }

    [Fact]
    public void A_row_has_the_values_by_run_id_and_under_the_runs_names()
    {
        PSObject row = _host.Get("Compare-MlRun $a.RunId, $b.RunId | Where-Object Key -eq n").Single();
        Assert.Equal("MlTrack.MlRunDifference", row.BaseObject.GetType().FullName);
        Assert.Null(row.Properties["a"].Value);
        Assert.Equal(0.5, row.Properties["b"].Value);
        Assert.Equal("True", _host.Get(
            "$v = (Compare-MlRun $a.RunId, $b.RunId | Where-Object Key -eq p).Values; $v[$a.RunId] -eq '1' -and $v[$b.RunId] -eq '2'")
            .Single().ToString());
    }

    [Fact]
    public void Attributes_and_tags_are_compared_too()
    {
        string[] keys = [.. _host.Get("Compare-MlRun $a.RunId, $b.RunId | ForEach-Object { \"$($_.Kind) $($_.Key) $($_.Differs)\" }").Select(key => key.ToString())];
        Assert.Contains("Attribute Name True", keys);
        Assert.Contains("Attribute Status False", keys);
        Assert.Contains("Tag mlflow.runName True", keys);
    }

    [Fact]
    public void Differing_leaves_out_what_is_the_same()
    {
        Assert.DoesNotContain("False", string.Join(',', _host.Get("($a, $b | Compare-MlRun -Differing).Differs")), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_of_one_name_or_of_a_property_s_name_have_columns_of_their_own() => Assert.Equal(3, _host.Get(
        "$x = 'Key', 'z', 'Z' | ForEach-Object { Start-MlRun $_ { Get-MlRun } }; (($x | Compare-MlRun)[0].PSObject.Properties | "
        + "Where-Object MemberType -eq NoteProperty).Name").Count);

    [Fact]
    public void A_missing_run_leaves_the_others_alone()
    {
        ScriptResult result = _host.Run("Compare-MlRun $a.RunId, nope, $b.RunId");
        Assert.Equal(["RunNotFound"], result.ErrorIds);
        Assert.NotEmpty(result.Output);
        Assert.Equal(["RunNotFound"], _host.Run("Compare-MlRun $a.RunId, nope").ErrorIds);
    }

    [Theory]
    [InlineData("Compare-MlRun $a.RunId", "InvalidValue")]
    [InlineData("$a | Compare-MlRun", "InvalidValue")]
    [InlineData("Compare-MlRun $a.RunId, $a.RunId", "InvalidValue")]
    [InlineData("$null = Start-MlRun; Compare-MlRun", "InvalidId")]
    public void Too_few_end_the_command(string script, string id) => Assert.Equal(id, _host.Run(script).TerminatingId);

    [Theory]
    [InlineData("$a, $null, $b | Compare-MlRun", "InvalidId")]
    [InlineData("$a, (Get-MlExperiment Default), $b | Compare-MlRun", "InvalidValue")]
    public void What_is_piped_wrongly_is_an_error_of_that_item(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Equal([id], result.ErrorIds);
        Assert.NotEmpty(result.Output);
    }

    [Fact]
    public void Nothing_piped_compares_nothing() => Assert.Empty(_host.Get("Get-MlExperiment zz* | Find-MlRun | Compare-MlRun"));
}
