using System.Management.Automation;
using Microsoft.PowerShell.Commands;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Get-Member.</summary>
[Cmdlet(VerbsCommon.Get, "Member")]
[OutputType(typeof(MemberDefinition))]
[NotInStandin("View", "Static", "Force", Switches = ["Static", "Force"])]
public sealed class GetMemberCommand : StandinCmdlet
{
    private static readonly string[] s_accessors = ["get_", "set_", "add_", "remove_", "op_", ".ctor"];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!Values.IsPresent(InputObject))
        {
            return;
        }

        string type = InputObject!.TypeNames.Count > 0 ? InputObject.TypeNames[0] : "<null>";
        if (!_seen.Add(type))
        {
            return;
        }

        foreach (string pattern in Name)
        {
            WriteObject(
                InputObject.Members.Match(pattern, MemberType)
                    .Where(member => member is not PSMethod || !s_accessors.Any(prefix => member.Name.StartsWith(prefix, StringComparison.Ordinal)))
                    .Select(member => new MemberDefinition(type, member.Name, member.MemberType, member.ToString() ?? string.Empty))
                    .OrderBy(member => member.MemberType.ToString(), StringComparer.OrdinalIgnoreCase)
                    .ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase),
                enumerateCollection: true);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_seen.Count == 0)
        {
            WriteError(NewError("You must specify an object for the Get-Member cmdlet.", "NoObjectInGetMember", ErrorCategory.CloseError, null));
        }
    }
}
