using System.Management.Automation;
using System.Management.Automation.Runspaces;
using MlTrack.Shell.Standins.Support;

namespace MlTrack.Shell.Standins;

/// <summary>Stands in for Invoke-Expression.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Expression")]
public sealed class InvokeExpressionCommand : StandinCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string Command { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord() => InvokeCommand.InvokeScript(
        ". $args[0]",
        useNewScope: false,
        PipelineResultTypes.Output | PipelineResultTypes.Error,
        input: null,
        InvokeCommand.NewScriptBlock(Command));
}
