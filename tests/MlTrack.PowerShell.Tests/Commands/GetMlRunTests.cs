using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class GetMlRunTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public GetMlRunTests() => _host.Get(Scripts.RoundTrip + "$a = Start-MlRun a { Add-MlMetric m 1; Get-MlRun }; $b = Start-MlRun b { Get-MlRun }");

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Get-MlRun $a.RunId", "a")]
    [InlineData("Get-MlRun $a.RunId, $b.RunId", "a,b")]
    [InlineData("Get-MlRun -RunId $a", "a")]
    [InlineData("$a, $b | Get-MlRun", "a,b")]
    [InlineData("$b.RunId | Get-MlRun", "b")]
    [InlineData("RoundTrip $a | Get-MlRun", "a")]
    [InlineData("Get-MlMetric -RunId $a.RunId | Get-MlRun", "a")]
    [InlineData("[pscustomobject]@{ run_id = $b.RunId; Name = 'x' } | Get-MlRun", "b")]
    [InlineData("@{ RunId = $b.RunId } | Get-MlRun", "b")]
    [InlineData("Find-MlRun -AsTable -OrderBy 'attributes.start_time' | Get-MlRun", "a,b")]
    [InlineData("$null = $b | Set-MlRun -Name c; $b | Get-MlRun", "c")]
    [InlineData("$null = Start-MlRun x; Get-MlRun", "x")]
    [InlineData("$null = Start-MlRun x; $null = Start-MlRun y -Nested; Get-MlRun -Active", "y,x")]
    [InlineData("Get-MlRun -Active", "")]
    [InlineData("Get-MlRun @()", "")]
    [InlineData("$null = Start-MlRun x; Find-MlRun \"tags.mlflow.runName = 'zz'\" | Get-MlRun", "")]
    [InlineData("$b | Remove-MlRun; $b | Get-MlRun", "b")]
    public void It_gets(string script, string names) =>
        Assert.Equal(names, string.Join(',', _host.Get(script + " | ForEach-Object Name")));

    [Theory]
    [InlineData("Get-MlRun nope", "RunNotFound")]
    [InlineData("Get-MlRun 'a b'", "InvalidId")]
    [InlineData("Get-MlRun $null", "InvalidId")]
    [InlineData("Get-MlRun ''", "InvalidId")]
    [InlineData("$null | Get-MlRun", "InvalidId")]
    [InlineData("'nope' | Get-MlRun", "RunNotFound")]
    [InlineData("Get-MlExperiment Default | Get-MlRun", "InvalidValue")]
    [InlineData("@{ x = 1 } | Get-MlRun", "InvalidValue")]
    [InlineData("@{ RunId = '' } | Get-MlRun", "InvalidId")]
    [InlineData("$a | Get-MlRun -RunId $b.RunId", "InvalidValue")]
    public void What_is_wrong_is_an_error_of_that_item(string script, string id)
    {
        ScriptResult result = _host.Run(script);
        Assert.Equal([id], result.ErrorIds);
        Assert.Null(result.Terminating);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_missing_one_leaves_the_others_alone()
    {
        ScriptResult result = _host.Run("(Get-MlRun $a.RunId, nope, $b.RunId).Name");
        Assert.Equal("a,b", string.Join(',', result.Output));
        Assert.Equal("nope", Assert.Single(result.Errors).TargetObject);
    }

    [Fact]
    public void Without_an_open_run_it_says_so() => Assert.Equal("NoActiveRun", _host.Run("Get-MlRun").TerminatingId);

    [Fact]
    public void Objects_find_their_way_back_to_their_store() => Assert.Equal("a", _host.Get(
        "Set-MlTrackingUri sqlite:///other.db; ($a | Get-MlRun).Name").Single().ToString());

    [Theory]
    [InlineData("'Get-MlRun '", "a,b")]
    [InlineData("'Get-MlRun A'", "a")]
    [InlineData("('Get-MlRun ' + $b.RunId.Substring(0, 8))", "b")]
    [InlineData("'Get-MlRun zz'", "")]
    public void Ids_are_completed_also_from_a_name(string line, string names) => Assert.Equal(names, string.Join(',', _host.Get(
        $"$line = {line}; $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches | "
        + "Where-Object CompletionText -match '^[0-9a-f]{32}$'; if ($found) { $found.CompletionText | Get-MlRun | ForEach-Object Name }")
        .Select(name => name.ToString()).Order(StringComparer.Ordinal)));

    [Fact]
    public void A_message_names_the_command_however_it_was_called() => Assert.StartsWith(
        "Get-MlRun works on runs",
        _host.Run("$command = 'Get-MlRun'; Get-MlExperiment Default | & $command").Errors.Single().Exception.Message,
        StringComparison.Ordinal);
}
