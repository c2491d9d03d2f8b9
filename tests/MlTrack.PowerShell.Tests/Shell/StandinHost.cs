using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MlTrack.Tests.Shell;

/// <summary>A bare engine with the stand-ins, in a temporary folder.</summary>
internal sealed class StandinHost : IDisposable
{
    private readonly Runspace _runspace;

    public StandinHost()
    {
        Folder = Directory.CreateTempSubdirectory("mltrack-standins-").FullName;
        _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        _runspace.Open();
        _runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(Folder));
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddCommand("Import-Module").AddParameter("Assembly", typeof(MlTrack.Shell.Standins.SelectObjectCommand).Assembly).Invoke();
    }

    /// <summary>The location; deleted with the host.</summary>
    public string Folder { get; }

    /// <summary>Runs a script that must succeed.</summary>
    /// <param name="script">The script.</param>
    /// <returns>What it emitted.</returns>
    public Collection<PSObject> Get(string script)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        Collection<PSObject> output = shell.AddScript(script).Invoke();
        Assert.True(shell.Streams.Error.Count == 0, string.Join(" | ", shell.Streams.Error));
        return output;
    }

    /// <summary>Runs a script and gives its output as text.</summary>
    /// <param name="script">The script.</param>
    /// <returns>The output, joined by blanks.</returns>
    public string Text(string script) => string.Join(' ', Get(script).Select(value => value?.ToString()));

    /// <summary>Runs a script that must fail.</summary>
    /// <param name="script">The script.</param>
    /// <returns>Its first error.</returns>
    public ErrorRecord Error(string script)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        try
        {
            shell.AddScript(script).Invoke();
        }
        catch (RuntimeException exception)
        {
            return exception.ErrorRecord;
        }

        return Assert.Single(shell.Streams.Error);
    }

    public void Dispose()
    {
        _runspace.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
