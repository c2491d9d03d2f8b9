using System.Management.Automation;
using System.Management.Automation.Language;

namespace MlTrack.Session;

/// <summary>Makes the statement that dot-sources a user's block look as if it stood where the user called the cmdlet.</summary>
internal static class BlockCaller
{
    /// <summary>
    /// A block <c>. $args[0]</c> at a place of the user's script. Errors name the place of the statement that called the block they come
    /// from, Write-Error's only that; without this it would be a line that no user has written.
    /// </summary>
    /// <param name="call">Where and how the user called the cmdlet.</param>
    /// <returns>The block.</returns>
    public static ScriptBlock At(InvocationInfo call)
    {
        // How far the call reaches is known to the engine alone; the end of its line is near enough.
        string line = call.Line.TrimEnd();
        ScriptExtent place = new(
            new ScriptPosition(call.ScriptName, call.ScriptLineNumber, call.OffsetInLine, line),
            new ScriptPosition(call.ScriptName, call.ScriptLineNumber, Math.Max(call.OffsetInLine, line.Length + 1), line));
        IndexExpressionAst block = new(place, new VariableExpressionAst(place, "args", splatted: false), new ConstantExpressionAst(place, 0));
        CommandAst dotSource = new(place, [block], TokenKind.Dot, redirections: null);
        StatementBlockAst statements = new(place, [new PipelineAst(place, dotSource)], traps: null);
        return new ScriptBlockAst(place, paramBlock: null, statements, isFilter: false).GetScriptBlock();
    }
}
