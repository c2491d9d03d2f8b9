using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace MlTrack.Shell.Hosting;

/// <summary>Writes to the console; asks nothing, since nobody may be there to answer.</summary>
public sealed class ShellUserInterface : PSHostUserInterface
{
    private readonly Lock _lock = new();
    private readonly ShellRawUserInterface _raw = new();
    private readonly bool _outputIsTerminal = !Console.IsOutputRedirected;
    private readonly bool _errorIsTerminal = !Console.IsErrorRedirected;

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI => _raw;

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => _outputIsTerminal;

    /// <inheritdoc/>
    public override void Write(string value)
    {
        lock (_lock)
        {
            Console.Out.Write(GetOutputString(value, _outputIsTerminal));
        }
    }

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        lock (_lock)
        {
            if (!_outputIsTerminal)
            {
                Console.Out.Write(GetOutputString(value, supportsVirtualTerminal: false));
                return;
            }

            Console.ForegroundColor = foregroundColor;
            if (Enum.IsDefined(backgroundColor))
            {
                Console.BackgroundColor = backgroundColor;
            }

            Console.Out.Write(value);
            Console.ResetColor();
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(string value)
    {
        lock (_lock)
        {
            Console.Out.WriteLine(GetOutputString(value, _outputIsTerminal));
        }
    }

    /// <inheritdoc/>
    public override void WriteErrorLine(string value)
    {
        lock (_lock)
        {
            // What was written before must show before, where both go to one terminal or file.
            Console.Out.Flush();
            Console.Error.WriteLine(GetOutputString(value, _errorIsTerminal));
        }
    }

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => WriteStreamLine("WARNING", message, FormatStyle.Warning);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => WriteStreamLine("VERBOSE", message, FormatStyle.Verbose);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => WriteStreamLine("DEBUG", message, FormatStyle.Debug);

    /// <inheritdoc/>
    /// <remarks>Not shown: a script's own output says more than a bar that the next line overwrites.</remarks>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    /// <inheritdoc/>
    public override string ReadLine() => throw NotInteractive();

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString() => throw NotInteractive();

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw NotInteractive();

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw NotInteractive();

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw NotInteractive();

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw NotInteractive();

    private static PSInvalidOperationException NotInteractive() =>
        new("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");

    private void WriteStreamLine(string label, string message, FormatStyle style)
    {
        string line = $"{label}: {message}";
        WriteLine(_outputIsTerminal ? GetFormatStyleString(style) + line + PSStyle.Instance.Reset : line);
    }
}
