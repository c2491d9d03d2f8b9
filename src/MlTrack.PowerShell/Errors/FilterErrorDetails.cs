using System.Management.Automation;
using System.Management.Automation.Host;
using MlTrack.Search;

namespace MlTrack.Errors;

/// <summary>
/// Has PowerShell's views show the place of a mistake in a filter. ConciseView makes one line of a message with several, in scripts and
/// for every ParserError, and leaves the recommended action as it is; the other views show the message as it is, and no recommended action.
/// </summary>
internal static class FilterErrorDetails
{
    private const string Indent = "    ";
    private const int Narrowest = 40;
    private const int Widest = 100;

    /// <summary>What ConciseView is to show.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="cmdlet">The cmdlet that met it.</param>
    /// <returns>The explanation alone, with the place as the recommended action; null where another view shows the exception's message.</returns>
    public static ErrorDetails? Of(MlFilterException exception, PSCmdlet cmdlet)
    {
        if (cmdlet.GetVariableValue("ErrorView")?.ToString() is { } view && !view.Equals("ConciseView", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        int width = Math.Clamp(WindowWidth(cmdlet.Host) - Indent.Length - CaretText.Overhead, Narrowest, Widest);
        string place = exception.Draw(width).Replace("\n", "\n" + Indent, StringComparison.Ordinal);
        return new ErrorDetails(exception.Explanation) { RecommendedAction = $"change what is marked.\n{Indent}{place}" };
    }

    private static int WindowWidth(PSHost? host)
    {
        try
        {
            return host?.UI?.RawUI?.WindowSize.Width is > 0 and int width ? width : Widest;
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or InvalidOperationException or IOException)
        {
            // A host without a window, or one whose output goes elsewhere.
            return Widest;
        }
    }
}
