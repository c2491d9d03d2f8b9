using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace MlTrack.Shell.Hosting;

/// <summary>Says what is loaded in a session: the engine's own commands, the stand-ins and the module.</summary>
public static class ShellSession
{
    private const string StandinModule = "MlTrack.Shell";

    /// <summary>Makes the state that a session starts with.</summary>
    /// <param name="manifest">The path of the module's manifest.</param>
    /// <returns>The state.</returns>
    public static InitialSessionState Create(string manifest)
    {
        SetEnvironment(manifest);
        InitialSessionState state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            // The caller names the script that it wants to run; that is consent enough.
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        state.ImportPSModule([Path.Combine(ModuleFolder, StandinModule, StandinModule + ".psd1"), manifest]);
        return state;
    }

    /// <summary>Tells on the host's error stream what could not be imported.</summary>
    /// <param name="runspace">The session.</param>
    /// <param name="host">Its host.</param>
    /// <returns>Whether something could not be imported.</returns>
    public static bool ReportImportErrors(Runspace runspace, ShellHost host)
    {
        ArgumentNullException.ThrowIfNull(runspace);
        ArgumentNullException.ThrowIfNull(host);
        if (runspace.SessionStateProxy.GetVariable("Error") is not System.Collections.ArrayList { Count: > 0 } errors)
        {
            return false;
        }

        foreach (object error in errors)
        {
            host.UI.WriteErrorLine(error.ToString() ?? string.Empty);
        }

        return true;
    }

    private static string ModuleFolder => Path.Combine(AppContext.BaseDirectory, "Modules");

    private static void SetEnvironment(string manifest)
    {
        // The module's folder holds one build per configuration: this program belongs to one of them.
        const string Configuration = "MLTRACK_CONFIGURATION";
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Configuration)))
        {
            DirectoryInfo output = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            Environment.SetEnvironmentVariable(Configuration, output.Parent?.Name);
        }

        // Runspaces that the script opens (ForEach-Object -Parallel) start with the engine alone; they find the rest by name.
        List<string> folders = [ModuleFolder];
        DirectoryInfo root = new(Path.GetDirectoryName(manifest)!);
        if (root.Parent is not null && string.Equals(root.Name, Path.GetFileNameWithoutExtension(manifest), StringComparison.OrdinalIgnoreCase))
        {
            folders.Add(root.Parent.FullName);
        }

        const string ModulePath = "PSModulePath";
        string? inherited = Environment.GetEnvironmentVariable(ModulePath);
        if (!string.IsNullOrEmpty(inherited))
        {
            folders.Add(inherited);
        }

        Environment.SetEnvironmentVariable(ModulePath, string.Join(Path.PathSeparator, folders));
    }
}
