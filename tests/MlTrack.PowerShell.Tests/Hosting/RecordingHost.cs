using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace MlTrack.Tests.Hosting;

/// <summary>A host that nobody sits at: it records what is written to it, and a prompt fails the test.</summary>
internal sealed class RecordingHost : PSHost
{
    public RecordingUserInterface Output { get; } = new();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "MlTrack.Tests";

    public override PSHostUserInterface UI => Output;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}

/// <summary>Records the lines.</summary>
internal sealed class RecordingUserInterface : PSHostUserInterface
{
    private readonly List<string> _errors = [];
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Errors => Copy(_errors);

    public IReadOnlyList<string> Lines => Copy(_lines);

    public override PSHostRawUserInterface? RawUI => null;

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw new NotSupportedException("A command asked: " + message);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        throw new NotSupportedException("A command asked: " + message);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new NotSupportedException("A command asked: " + message);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw new NotSupportedException("A command asked: " + message);

    public override string ReadLine() => throw new NotSupportedException("A command asked for a line.");

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException("A command asked for a secret.");

    public override void Write(string value) => Add(_lines, value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Add(_lines, value);

    public override void WriteDebugLine(string message)
    {
    }

    public override void WriteErrorLine(string value) => Add(_errors, value);

    public override void WriteLine(string value) => Add(_lines, value);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override void WriteVerboseLine(string message)
    {
    }

    public override void WriteWarningLine(string message)
    {
    }

    private static void Add(List<string> list, string line)
    {
        lock (list)
        {
            list.Add(line);
        }
    }

    private static IReadOnlyList<string> Copy(List<string> list)
    {
        lock (list)
        {
            return [.. list];
        }
    }
}
