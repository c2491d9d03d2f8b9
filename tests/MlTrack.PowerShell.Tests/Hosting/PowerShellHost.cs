using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using MlTrack.TestNeeds;

namespace MlTrack.Tests.Hosting;

/// <summary>
/// A runspace of the bare engine with the module imported from the test's configuration. Its location is a temporary folder of its own,
/// and MLFLOW_TRACKING_URI names a SQLite file in it that does not exist yet. The connection belongs to the process, so tests run one
/// after the other, and each host starts as a new process would.
/// </summary>
public sealed class PowerShellHost : IDisposable
{
    private static readonly string[] s_variables =
    [
        "MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI", "MLFLOW_EXPERIMENT_NAME", "MLFLOW_EXPERIMENT_ID", "MLFLOW_RUN_ID",
        "MLFLOW_TRUNCATE_LONG_VALUES", "MLFLOW_ENABLE_SYSTEM_METRICS_LOGGING", "MLFLOW_SYSTEM_METRICS_SAMPLING_INTERVAL",
        "MLFLOW_SYSTEM_METRICS_SAMPLES_BEFORE_LOGGING", "MLFLOW_SYSTEM_METRICS_NODE_ID",
    ];

    private readonly RecordingHost _host = new();

    /// <summary>Opens the runspace.</summary>
    public PowerShellHost()
    {
        Folder = Directory.CreateTempSubdirectory("mltrack-").FullName;
        foreach (string variable in s_variables)
        {
            Environment.SetEnvironmentVariable(variable, null);
        }

        Environment.SetEnvironmentVariable("MLTRACK_CONFIGURATION", Configuration);
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_URI", "sqlite:///" + DatabasePath);

        Runspace = OpenRunspace();
        ForgetConnections();
    }

    /// <summary>The build configuration that is tested.</summary>
    public static string Configuration { get; } =
        typeof(PowerShellHost).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    /// <summary>The folder of the repository, with MlTrack.psd1.</summary>
    public static string Root => Needs.Root;

    /// <summary>The location that PowerShell starts in; deleted with the host.</summary>
    public string Folder { get; }

    /// <summary>The SQLite file that is the current store until a test sets another.</summary>
    public string DatabasePath => Path.Combine(Folder, "mlflow.db");

    /// <summary>The runspace, for tests that drive it themselves.</summary>
    public Runspace Runspace { get; }

    /// <summary>What the module wrote to the host's error stream, line by line.</summary>
    public IReadOnlyList<string> HostErrors => _host.Output.Errors;

    /// <summary>Another runspace of the same process, in the same folder.</summary>
    /// <returns>The runspace, open; the caller disposes it.</returns>
    public Runspace OpenRunspace()
    {
        Runspace runspace = RunspaceFactory.CreateRunspace(_host, InitialSessionState.CreateDefault2());
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(Folder));
        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddCommand("Import-Module").AddArgument(Path.Combine(Root, "MlTrack.psd1")).Invoke();
        return shell.HadErrors ? throw new InvalidOperationException(shell.Streams.Error[0].ToString()) : runspace;
    }

    /// <summary>Runs a script. A terminating error is part of the answer.</summary>
    /// <param name="script">The script's text.</param>
    /// <param name="input">What is piped into it, as $input; nothing if left out.</param>
    /// <returns>What it gave.</returns>
    public ScriptResult Run(string script, params object?[] input)
    {
        using PowerShell shell = PowerShell.Create(Runspace);

        // Outside of a try, the engine writes an error that ends a statement like any other, and goes on with the next statement.
        shell.AddScript($"try {{\n{script}\n}} catch {{ throw }}");
        return Invoke(shell, input);
    }

    /// <summary>Runs a script as it is, for what depends on whether a caller catches errors.</summary>
    /// <param name="script">The script's text.</param>
    /// <returns>What it gave. An error that ends a statement is among its errors, for the engine goes on with the next one.</returns>
    public ScriptResult RunUncaught(string script)
    {
        using PowerShell shell = PowerShell.Create(Runspace);
        shell.AddScript(script);
        return Invoke(shell, []);
    }

    /// <summary>Runs a script that must succeed: an error of any kind fails the test.</summary>
    /// <param name="script">The script's text.</param>
    /// <param name="input">What is piped into it, as $input; nothing if left out.</param>
    /// <returns>What it emitted.</returns>
    public Collection<PSObject> Get(string script, params object?[] input)
    {
        ScriptResult result = Run(script, input);
        Assert.True(result.Terminating is null, $"'{script}' ended with: {result.Terminating}");
        Assert.True(result.Errors.Count == 0, $"'{script}' wrote: {string.Join(" | ", result.Errors)}");
        return result.Output;
    }

    /// <summary>Starts a script, stops it after a while as Ctrl+C does, and waits for its end.</summary>
    /// <param name="script">The script's text.</param>
    /// <param name="until">Says when to stop it: is asked until it answers true. A running script that ends by itself is not stopped.</param>
    /// <returns>What it gave until then.</returns>
    public ScriptResult Stop(string script, Func<bool> until)
    {
        using PowerShell shell = PowerShell.Create(Runspace);
        shell.AddScript(script);
        PSDataCollection<PSObject> output = [];
        IAsyncResult running = shell.BeginInvoke<PSObject, PSObject>(null, output);
        while (!until() && !running.AsyncWaitHandle.WaitOne(10))
        {
        }

        shell.Stop();
        return new ScriptResult([.. output], shell.Streams, null, wasStopped: shell.InvocationStateInfo.State == PSInvocationState.Stopped);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Runspace.Dispose();
        Environment.SetEnvironmentVariable("MLFLOW_TRACKING_URI", null);
        ForgetConnections();
        Directory.Delete(Folder, recursive: true);
    }

    private static ScriptResult Invoke(PowerShell shell, object?[] input)
    {
        Collection<PSObject> output = [];
        RuntimeException? terminating = null;
        try
        {
            if (input.Length > 0)
            {
                shell.Invoke(input, output);
            }
            else
            {
                shell.Invoke(null, output);
            }
        }
        catch (RuntimeException exception)
        {
            terminating = exception;
        }

        return new ScriptResult(output, shell.Streams, terminating?.ErrorRecord, wasStopped: false);
    }

    // What a script connected to stays known to the process, also a file that is deleted by now.
    internal static void ForgetConnections()
    {
        Type session = AppDomain.CurrentDomain.GetAssemblies().First(assembly => assembly.GetName().Name == "MlTrack.PowerShell")
            .GetType("MlTrack.Session.MlSession", throwOnError: true)!;
        foreach (string field in new[] { "s_set", "s_default", "s_environment" })
        {
            session.GetField(field, BindingFlags.Static | BindingFlags.NonPublic)!.SetValue(null, null);
        }
    }
}
