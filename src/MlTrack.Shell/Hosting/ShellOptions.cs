using System.Diagnostics.CodeAnalysis;
using System.Management.Automation.Runspaces;

namespace MlTrack.Shell.Hosting;

/// <summary>What the command line asks for, read the way <c>pwsh -File</c> and <c>pwsh -Command</c> read theirs.</summary>
public sealed class ShellOptions
{
    /// <summary>The exit code for a command line that makes no sense, as pwsh has it.</summary>
    public const int BadCommandLine = 64;

    /// <summary>What to show for <c>-Help</c>.</summary>
    public const string Usage = """
        Runs PowerShell scripts with MlTrack on machines without PowerShell.

          SCRIPT.ps1 [arguments]   runs a script; arguments bind as in 'pwsh -File'
          -Command TEXT            runs a line; '-' reads standard input
          (nothing)                runs what standard input holds

        The exit code is that of the script's exit statement, 1 after a terminating error, 130 after Ctrl+C, 64 where this command line
        makes no sense, else 0.
        """;

    private ShellOptions()
    {
    }

    /// <summary>The full path of the script to run, if a script is to be run.</summary>
    public string? ScriptPath { get; private set; }

    /// <summary>The text to run, if a text is to be run; null for a script or standard input.</summary>
    public string? CommandText { get; private set; }

    /// <summary>Whether only the usage is asked for.</summary>
    public bool ShowHelp { get; private set; }

    /// <summary>The arguments of the script, in order.</summary>
    public IReadOnlyList<CommandParameter> Arguments { get; private set; } = [];

    /// <summary>Reads a command line.</summary>
    /// <param name="args">The arguments of the process.</param>
    /// <param name="options">What they ask for.</param>
    /// <param name="error">Why they make no sense.</param>
    /// <returns>Whether they make sense.</returns>
    public static bool TryParse(
        IReadOnlyList<string> args, [NotNullWhen(true)] out ShellOptions? options, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(args);
        options = new ShellOptions();
        error = null;
        for (int i = 0; i < args.Count; i++)
        {
            switch (args[i].ToLowerInvariant())
            {
                // Callers that also call pwsh give these; they are how this runner works anyway.
                case "-noprofile" or "-nop" or "-nologo" or "-noninteractive" or "-noni":
                    continue;
                case "-help" or "-h" or "--help" or "-?" or "/?":
                    options.ShowHelp = true;
                    return true;
                case "-command" or "-c":
                    return options.SetCommand(args, i + 1, out error);
                case "-file" or "-f":
                    return options.SetScript(args, i + 1, out error);
                default:
                    return options.SetScript(args, i, out error);
            }
        }

        return true;
    }

    private bool SetCommand(IReadOnlyList<string> args, int index, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (index >= args.Count)
        {
            error = "-Command needs the text to run, or '-' for standard input.";
            return false;
        }

        string text = string.Join(' ', args.Skip(index));
        CommandText = text == "-" ? null : text;
        return true;
    }

    private bool SetScript(IReadOnlyList<string> args, int index, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (index >= args.Count)
        {
            error = "-File needs the path of a script.";
            return false;
        }

        if (args[index] == "-")
        {
            return true;
        }

        string path = Path.GetFullPath(args[index]);
        if (!File.Exists(path))
        {
            error = args[index].StartsWith('-')
                ? $"The argument '{args[index]}' is not known.{Environment.NewLine}{Usage}"
                : $"The script '{args[index]}' does not exist. Check the spelling of the path, and the folder that it is relative to.";
            return false;
        }

        ScriptPath = path;
        Arguments = ReadArguments(args, index + 1);
        return true;
    }

    private static List<CommandParameter> ReadArguments(IReadOnlyList<string> args, int index)
    {
        List<CommandParameter> result = [];
        string? pending = null;
        for (; index < args.Count; index++)
        {
            string arg = args[index];
            if (pending is not null)
            {
                result.Add(new CommandParameter(pending, arg));
                pending = null;
            }
            else if (arg.Length > 1 && arg[0] is '-' or '\u2013' or '\u2014' or '\u2015')
            {
                int colon = arg.IndexOf(':', StringComparison.Ordinal);
                if (colon < 0)
                {
                    // Whether a value follows is for the binder to say: it knows which parameters are switches.
                    result.Add(new CommandParameter(arg));
                }
                else if (colon == arg.Length - 1)
                {
                    pending = arg[..colon];
                }
                else
                {
                    result.Add(new CommandParameter(arg[..colon], ToBooleanIfPossible(arg[(colon + 1)..])));
                }
            }
            else
            {
                result.Add(new CommandParameter(null, arg));
            }
        }

        return result;
    }

    private static object ToBooleanIfPossible(string text) =>
        bool.TryParse(text.AsSpan(text[0] == '$' ? 1 : 0), out bool value) ? value : text;
}
