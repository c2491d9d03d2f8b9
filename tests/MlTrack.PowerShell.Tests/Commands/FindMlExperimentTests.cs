using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class FindMlExperimentTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    // The newest comes first, by milliseconds.
    public FindMlExperimentTests() => _host.Get("""
        $null = Get-MlExperiment
        [Threading.Thread]::Sleep(2)
        $null = New-MlExperiment a -Tag @{ team = 'x' }
        [Threading.Thread]::Sleep(2)
        $null = New-MlExperiment b, c
        Remove-MlExperiment c
        """);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("Find-MlExperiment", "b,a,Default")]
    [InlineData("Find-MlExperiment -OrderBy name -MaxResults 2", "Default,a")]
    [InlineData("Find-MlExperiment -MaxResults '1'", "b")]
    [InlineData("Find-MlExperiment \"tags.team = 'x'\"", "a")]
    [InlineData("Find-MlExperiment -Filter \"name ILIKE 'DEF%'\"", "Default")]
    [InlineData("Find-MlExperiment -ViewType DeletedOnly", "c")]
    [InlineData("Find-MlExperiment -ViewType All -OrderBy 'experiment_id DESC'", "c,b,a,Default")]
    public void It_finds(string script, string expected) =>
        Assert.Equal(expected, string.Join(',', _host.Get(script).Select(experiment => experiment.Properties["Name"].Value)));

    [Fact]
    public void A_later_server_may_know_more_of_the_language()
    {
        using OneExperimentServer server = new();
        Assert.Equal("iris", _host.Get(
            $"Set-MlTrackingUri {server.Uri}; Find-MlExperiment 'later.key HAS 1' | ForEach-Object Name").Single().ToString());
    }

    [Theory]
    [InlineData("tags.tem = 'x'", "No experiment was found, and none here has tags.tem. Did you mean tags.team?")]
    [InlineData("tags.TEAM = 'x' AND name = 'a'", "No experiment was found, and none here has tags.TEAM. Did you mean tags.team?")]
    [InlineData("tags.team = 'y'", null)]
    [InlineData("tags.zzzzz = 'y'", null)]
    [InlineData("tags.tem IS NULL AND name = 'none'", null)]
    [InlineData("name = 'none'", null)]
    public void A_tag_that_no_experiment_has_gets_a_warning(string filter, string? message) =>
        Assert.Equal(message, _host.Run($"Find-MlExperiment \"{filter}\"").Warnings.SingleOrDefault());

    [Fact]
    public void A_count_that_is_none_is_told_with_counts_that_do() => Assert.EndsWith(
        "Give one such as 1, 10 or 250.", _host.Run("Find-MlExperiment -MaxResults abc").Terminating!.Exception.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Find-MlExperiment \"nam = 'x'\"", "InvalidFilter", ErrorCategory.ParserError)]
    [InlineData("Find-MlExperiment -OrderBy 'size'", "InvalidFilter", ErrorCategory.ParserError)]
    [InlineData("Find-MlExperiment -MaxResults 0", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Find-MlExperiment -MaxResults 1.5", "InvalidValue", ErrorCategory.InvalidArgument)]
    [InlineData("Find-MlExperiment -MaxResults $null", "InvalidValue", ErrorCategory.InvalidArgument)]
    public void What_is_wrong_ends_the_command(string script, string id, ErrorCategory category)
    {
        ScriptResult result = _host.Run(script);
        Assert.Equal(id, result.TerminatingId);
        Assert.Equal(category, result.Terminating!.CategoryInfo.Category);
    }
}
