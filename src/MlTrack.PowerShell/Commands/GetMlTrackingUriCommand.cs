using System.Management.Automation;
using MlTrack.Abstractions;
using MlTrack.Session;

namespace MlTrack.Commands;

/// <summary>Shows which store the process works with. Opens and creates nothing; shows no secret.</summary>
[Cmdlet(VerbsCommon.Get, "MlTrackingUri")]
[OutputType(typeof(MlConnection))]
public sealed class GetMlTrackingUriCommand : MlCmdlet
{
    /// <inheritdoc/>
    protected override void Process() => WriteObject(MlSession.Current(Location).Describe(Location));
}
