using System.Management.Automation;

namespace EmptyModule;

/// <summary>Does nothing.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
[OutputType(typeof(void))]
public sealed class GetNothingCommand : PSCmdlet;
