using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class GetMlExperimentTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    // The newest comes first, by milliseconds.
    public GetMlExperimentTests() => _host.Get("""
        $null = Get-MlExperiment
        'churn', 'Churn-2', 'a[1]', 'gone' | ForEach-Object { [Threading.Thread]::Sleep(2); $null = New-MlExperiment $_ }
        Remove-MlExperiment gone
        """);

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Nothing_named_means_all_active_ones() => Assert.Equal("a[1],Churn-2,churn,Default", Names("Get-MlExperiment"));

    [Theory]
    [InlineData("Get-MlExperiment churn", "churn")]
    [InlineData("Get-MlExperiment ch*", "Churn-2,churn")]
    [InlineData("Get-MlExperiment CHURN?2", "Churn-2")]
    [InlineData("Get-MlExperiment 'a[1]'", "a[1]")]
    [InlineData("Get-MlExperiment 'a`[1`]'", "a[1]")]
    [InlineData("Get-MlExperiment '[ad]*'", "a[1],Default")]
    [InlineData("Get-MlExperiment zz*", "")]
    [InlineData("Get-MlExperiment gone", "gone")]
    [InlineData("Get-MlExperiment go*", "")]
    [InlineData("Get-MlExperiment -ExperimentId 0, 4", "Default,gone")]
    [InlineData("'churn', 'gone' | Get-MlExperiment", "churn,gone")]
    [InlineData("[pscustomobject]@{ ExperimentId = 1 } | Get-MlExperiment", "churn")]
    [InlineData("[pscustomobject]@{ experiment_id = '1'; Name = 'x' } | Get-MlExperiment", "churn")]
    [InlineData("Get-MlExperiment churn | Get-MlExperiment", "churn")]
    [InlineData("Get-MlExperiment zz* | Get-MlExperiment", "")]
    [InlineData("$r = Start-MlRun -ExperimentId 1; $r | Get-MlExperiment; Stop-MlRun", "churn")]
    [InlineData("Measure-MlExperiment churn | Get-MlExperiment", "churn")]
    public void What_is_named_is_found(string script, string expected) => Assert.Equal(expected, Names(script));

    [Theory]
    [InlineData("Get-MlExperiment nope", "ExperimentNotFound")]
    [InlineData("Get-MlExperiment CHURN", "ExperimentNotFound")]
    [InlineData("Get-MlExperiment -ExperimentId 99", "ExperimentNotFound")]
    [InlineData("Get-MlExperiment -ExperimentId x", "InvalidId")]
    [InlineData("Get-MlExperiment -ExperimentId ''", "InvalidId")]
    [InlineData("Get-MlExperiment -ExperimentId $null", "InvalidId")]
    [InlineData("Get-MlExperiment $null", "InvalidName")]
    [InlineData("$null | Get-MlExperiment", "InvalidId")]
    [InlineData("@{ other = 1 } | Get-MlExperiment", "InvalidValue")]
    [InlineData("[pscustomobject]@{ ExperimentId = $null } | Get-MlExperiment", "InvalidId")]
    public void What_is_wrong_is_an_error_that_stops_nothing(string script, string id)
    {
        ScriptResult result = _host.Run(script + "; 'on'");
        Assert.Equal([id], result.ErrorIds);
        Assert.Equal("on", result.Output.Single().ToString());
    }

    [Fact]
    public void A_deserialized_experiment_counts_as_one()
    {
        PSObject copy = new();
        copy.TypeNames.Insert(0, "Deserialized.MlTrack.MlExperiment");
        copy.Properties.Add(new PSNoteProperty("ExperimentId", "1"));
        copy.Properties.Add(new PSNoteProperty("Name", "was renamed since"));
        Assert.Equal("churn", _host.Get("$input | Get-MlExperiment", copy).Single().Properties["Name"].Value);
    }

    private string Names(string script) =>
        string.Join(',', _host.Get(script).Select(experiment => experiment.Properties["Name"].Value));
}
