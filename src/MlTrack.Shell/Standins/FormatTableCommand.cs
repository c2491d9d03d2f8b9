using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;
using MlTrack.Shell.Engine;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Format-Table: the engine's own formatting under its usual name.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    /// <summary>Makes the command.</summary>
    public FormatTableCommand() => EngineInternals.SetShape(this, "Table");
}
