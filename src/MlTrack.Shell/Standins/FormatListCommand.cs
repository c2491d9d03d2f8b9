using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;
using MlTrack.Shell.Engine;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Format-List: the engine's own formatting under its usual name.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    /// <summary>Makes the command.</summary>
    public FormatListCommand() => EngineInternals.SetShape(this, "List");
}
