using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class AddMlParamTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public AddMlParamTests() => _host.Get("$other = Start-MlRun other; Stop-MlRun; $run = Start-MlRun probe");

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("1.50", "1.5")]
    [InlineData("'1.50'", "1.50")]
    [InlineData("$true", "True")]
    [InlineData("''", "")]
    [InlineData("([double]0.1)", "0.1")]
    [InlineData("0x10", "16")]
    [InlineData("([System.DayOfWeek]::Monday)", "Monday")]
    [InlineData("([psobject]::AsPSObject('wrapped'))", "wrapped")]
    public void A_value_is_stored_as_invariant_text(string given, string stored)
    {
        Assert.Empty(_host.Get($"Add-MlParam p {given}"));
        Assert.Equal(stored, Param("p"));
    }

    [Theory]
    [InlineData("Add-MlParam p $null", "InvalidValue")]
    [InlineData("Add-MlParam p", "InvalidValue")]
    [InlineData("Add-MlParam", "InvalidName")]
    [InlineData("Add-MlParam '' 1", "InvalidName")]
    [InlineData("Add-MlParam /a 1", "InvalidName")]
    [InlineData("Add-MlParam p \"a`0b\"", "InvalidValue")]
    [InlineData("Add-MlParam p 1 -RunId feedfeedfeedfeedfeedfeedfeedfeed", "RunNotFound")]
    [InlineData("Add-MlParam -Param @{ q = 1; r = $null }", "InvalidValue")]
    [InlineData("Add-MlParam p @{ a = 1 }", "InvalidValue")]
    [InlineData("Add-MlParam -Param $null", "InvalidValue")]
    [InlineData("Add-MlParam fixed 2", "ParamChanged")]
    [InlineData("Add-MlParam -Param ([ordered]@{ q = 1; fixed = 2 })", "ParamChanged")]
    public void What_is_wrong_ends_the_command_and_stores_nothing(string script, string id)
    {
        _host.Get("Add-MlParam fixed 1");
        Assert.Equal(id, _host.Run(script).TerminatingId);
        Assert.Equal(["fixed"], _host.Get("(Get-MlRun).Params.Keys").Select(key => key.ToString()));
    }

    [Fact]
    public void The_same_value_again_is_accepted() => _host.Get("Add-MlParam p 1; Add-MlParam p 1; Add-MlParam -Param @{ p = 1 }");

    [Fact]
    public void A_long_value_is_cut_with_a_warning_or_refused()
    {
        ScriptResult result = _host.Run("Add-MlParam p ('x' * 6001) -PassThru");
        Assert.Contains("'p'", result.Warnings.Single(), StringComparison.Ordinal);
        Assert.Equal(6000, ((string)result.Output.Single().Properties["Value"].Value).Length);
    }

    [Fact]
    public void Rows_runs_and_PassThru()
    {
        PSObject[] emitted = [.. _host.Get("""
            [pscustomobject]@{ Name = 'a'; Value = 1.5 }, @{ Key = 'b'; Value = 'x'; RunId = $other.RunId } | Add-MlParam -PassThru
            $run, $other | Add-MlParam shared yes
            $other | Add-MlParam -Param @{ c = 3 }
            """)];
        Assert.Equal(["a = 1.5", "b = x"], emitted.Select(param => param.ToString()));
        Assert.All(emitted, param => Assert.Equal("MlTrack.MlParam", param.BaseObject.GetType().FullName));
        Assert.Equal("1.5", Param("a"));
        Assert.Equal("yes", Param("shared"));
        Assert.Equal("x,3,yes", _host.Get("$p = (Get-MlRun $other.RunId).Params; $p.b, $p.c, $p.shared -join ','").Single().ToString());
    }

    [Fact]
    public void Params_that_were_emitted_can_be_copied_to_another_run()
    {
        _host.Get("Add-MlParam -Param @{ a = 1; b = 2 } -PassThru | Add-MlParam -RunId $other.RunId");
        Assert.Equal("2", _host.Get("(Get-MlRun $other.RunId).Params.b").Single().ToString());
    }

    [Fact]
    public void A_changed_param_among_rows_leaves_its_neighbours_alone()
    {
        ScriptResult result = _host.Run("@{ Name = 'a'; Value = 1 }, @{ Name = 'a'; Value = 2 }, @{ Name = 'b'; Value = $null }, @{ Name = 'c'; Value = 3 } | Add-MlParam");
        Assert.Equal(["InvalidValue", "ParamChanged"], result.ErrorIds.Order());
        Assert.Equal("1", Param("a"));
        Assert.Equal("3", Param("c"));
    }

    [Theory]
    [InlineData("Get-MlExperiment Default | Add-MlParam a 1", "InvalidValue")]
    [InlineData("Add-MlMetric m 1 -PassThru | Add-MlParam a 1", "InvalidValue")]
    [InlineData("'no run' | Add-MlParam a 1", "InvalidId")]
    [InlineData("$null | Add-MlParam a 1", "InvalidId")]
    public void What_names_no_run_is_a_bad_item(string script, string id) => Assert.Equal([id], _host.Run(script).ErrorIds);

    [Fact]
    public void An_empty_pipe_and_WhatIf_change_nothing()
    {
        _host.Get("@() | Add-MlParam a 1; Add-MlParam a 1 -WhatIf; @{ Name = 'a'; Value = 1 } | Add-MlParam -WhatIf; $other | Add-MlParam a 1 -WhatIf");
        Assert.Empty(_host.Get("(Get-MlRun).Params.Keys; (Get-MlRun $other.RunId).Params.Keys"));
        Assert.Equal("NoActiveRun", _host.Run("Stop-MlRun; Add-MlParam a 1").TerminatingId);
    }

    private string Param(string key) => _host.Get($"(Get-MlRun $run.RunId).Params['{key}']").Single().ToString();

    [Fact]
    public void The_variable_about_long_values_counts_at_once_in_an_open_store()
    {
        const string script = "Add-MlParam long ('x' * 6001)";
        Assert.Single(_host.Run(script).Warnings);
        Assert.Equal("InvalidValue", _host.Run("$env:MLFLOW_TRUNCATE_LONG_VALUES = 'false'; " + script).TerminatingId);
        Assert.Single(_host.Run("$env:MLFLOW_TRUNCATE_LONG_VALUES = 'true'; " + script).Warnings);
    }
}
