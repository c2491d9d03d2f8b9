using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MlTrack.Shell.Engine;

namespace MlTrack.Tests.Shell;

/// <summary>What the runner takes of the engine's insides is where it is looked for; the other tests here use the rest of it.</summary>
public sealed class EngineInternalsTests
{
    [Theory]
    [InlineData('a', 1)]
    [InlineData('\u6f22', 2)]
    public void Characters_have_a_width(char value, int cells) => Assert.Equal(cells, EngineInternals.CellsOf(value));

    [Fact]
    public void Notes_on_a_local_object_stay_with_it()
    {
        object shared = new();

        EngineInternals.AsLocalObject(shared).Properties.Add(new PSNoteProperty("Note", 1));

        Assert.Null(PSObject.AsPSObject(shared).Properties["Note"]);
    }

    [Fact]
    public void An_error_can_be_sent_to_the_error_stream()
    {
        ErrorRecord record = new(new InvalidOperationException(), "Id", ErrorCategory.NotSpecified, null);

        Assert.Same(record, EngineInternals.ForErrorStream(record).BaseObject);
    }

    [Fact]
    public void The_exit_of_a_script_can_leave_it()
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();

        EngineInternals.LetExitLeaveScript(runspace);
    }

    [Fact]
    public void A_check_can_send_the_binder_on() =>
        Assert.IsType<ValidationMetadataException>(EngineInternals.TryOtherSet("message"));

    [Fact]
    public void Constructors_are_chosen_by_PowerShells_rules() =>
        Assert.Equal(new Version(1, 2), EngineInternals.Construct(typeof(Version), ["1.2"]));

    [Fact]
    public void Strict_mode_shows()
    {
        using StandinHost host = new();

        Assert.Equal("0", host.Text("@(1 | Measure-Object Missing -Sum).Count"));
        Assert.Equal("GenericMeasurePropertyNotFound", host.Error("Set-StrictMode -Version 2; 1 | Measure-Object Missing -Sum").FullyQualifiedErrorId.Split(',')[0]);
    }
}
