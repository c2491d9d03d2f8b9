using System.Management.Automation;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Commands;

public sealed class NewMlExperimentTests : IDisposable
{
    private readonly PowerShellHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void It_emits_what_it_made_with_tags_and_description()
    {
        PSObject made = _host.Get("New-MlExperiment churn -Tag @{ team = 'alpha'; size = 1.50 } -Description 'about churn'").Single();
        Assert.Equal("1", made.Properties["ExperimentId"].Value);
        Assert.Equal("about churn", made.Properties["Description"].Value);
        Assert.Equal("alpha,1.5", _host.Get("$e = Get-MlExperiment churn; $e.Tags.team + ',' + $e.Tags['size']").Single().ToString());
        Assert.Equal(Path.Combine(_host.Folder, "mlruns", "1"), made.Properties["ArtifactLocation"].Value);
    }

    [Fact]
    public void Names_may_be_piped_or_given_as_a_list()
    {
        Assert.Equal(3, _host.Get("'a', 'b', 'c' | New-MlExperiment").Count);
        Assert.Equal(2, _host.Get("New-MlExperiment d, e").Count);
    }

    [Fact]
    public void A_taken_name_leaves_its_neighbours_alone()
    {
        _host.Get("New-MlExperiment b");
        ScriptResult result = _host.Run("New-MlExperiment a, b, c");
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(["ExperimentExists"], result.ErrorIds);
        Assert.Equal(ErrorCategory.ResourceExists, result.Errors[0].CategoryInfo.Category);
        Assert.Equal("b", result.Errors[0].TargetObject);
    }

    [Fact]
    public void A_deleted_owner_of_the_name_is_named_with_the_way_back()
    {
        _host.Get("New-MlExperiment b; Remove-MlExperiment b");
        ScriptResult result = _host.Run("New-MlExperiment b");
        Assert.Equal(["ExperimentExists"], result.ErrorIds);
        Assert.Contains("Restore-MlExperiment", result.Errors[0].Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["InvalidState"], _host.Run("New-MlExperiment b -IfNotExists").ErrorIds);
    }

    [Fact]
    public void IfNotExists_gets_the_one_that_is_there()
    {
        Assert.Equal("True", _host.Get("(New-MlExperiment b).ExperimentId -eq (New-MlExperiment b -IfNotExists).ExperimentId").Single().ToString());
    }

    [Theory]
    [InlineData("New-MlExperiment ''")]
    [InlineData("New-MlExperiment $null")]
    [InlineData("New-MlExperiment ('x' * 501)")]
    [InlineData("New-MlExperiment ('x' * 1000000)")]
    [InlineData("New-MlExperiment \"a$([char]0)b\"")]
    [InlineData("$null | New-MlExperiment")]
    public void A_name_that_no_store_takes_is_refused(string script)
    {
        ScriptResult result = _host.Run(script);
        Assert.Equal(["InvalidName"], result.ErrorIds);
        Assert.DoesNotContain('\n', result.Errors[0].Exception.Message);
        Assert.Single(_host.Get("Get-MlExperiment"));
    }

    [Fact]
    public void Other_objects_are_no_names()
    {
        Assert.Equal(["InvalidValue"], _host.Run("Get-MlExperiment Default | New-MlExperiment").ErrorIds);
        Assert.Equal(["InvalidValue"], _host.Run("@{ Name = 'x' } | New-MlExperiment").ErrorIds);
        Assert.Empty(_host.Get("@() | New-MlExperiment"));
    }

    [Fact]
    public void A_relative_location_starts_from_PowerShells_location()
    {
        object location = _host.Get("New-MlExperiment a -ArtifactLocation ./files/").Single().Properties["ArtifactLocation"].Value;
        Assert.Equal(Path.Combine(_host.Folder, "files"), location);
        Assert.Equal("s3://bucket/x", _host.Get("New-MlExperiment b -ArtifactLocation s3://bucket/x").Single().Properties["ArtifactLocation"].Value);
        Assert.Equal("InvalidUri", _host.Run("New-MlExperiment c -ArtifactLocation ''").ErrorIds.Single());
    }

    [Fact]
    public void WhatIf_creates_nothing_not_even_a_file()
    {
        Assert.Empty(_host.Get("New-MlExperiment a -WhatIf"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_host.Folder));
    }
}
