using System.Diagnostics;
using MlTrack.TestNeeds;
using MlTrack.Tests.Hosting;

namespace MlTrack.Tests.Shell;

/// <summary>The runner, or pwsh, as a process.</summary>
internal sealed class ShellProcess
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private ShellProcess(int exitCode, string output, string errors)
    {
        ExitCode = exitCode;
        Output = output;
        Errors = errors;
    }

    /// <summary>Its exit code.</summary>
    public int ExitCode { get; }

    /// <summary>What it wrote to standard output.</summary>
    public string Output { get; }

    /// <summary>What it wrote to standard error.</summary>
    public string Errors { get; }

    /// <summary>Runs the runner.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What came out.</returns>
    public static ShellProcess Run(params string[] arguments) => Run(Start(arguments), input: null);

    /// <summary>Runs the runner with something to read.</summary>
    /// <param name="input">What it reads.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What came out.</returns>
    public static ShellProcess RunWithInput(string input, params string[] arguments) => Run(Start(arguments), input);

    /// <summary>Runs a program.</summary>
    /// <param name="start">What to start.</param>
    /// <param name="input">What it reads.</param>
    /// <returns>What came out.</returns>
    public static ShellProcess Run(ProcessStartInfo start, string? input)
    {
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return Wait(process, output, errors);
    }

    /// <summary>Waits for the end of a process.</summary>
    /// <param name="process">The process.</param>
    /// <param name="output">Its output.</param>
    /// <param name="errors">Its errors.</param>
    /// <returns>What came out.</returns>
    public static ShellProcess Wait(Process process, Task<string> output, Task<string> errors)
    {
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The process did not end.");
        }

        return new ShellProcess(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    /// <summary>Says how the runner is started.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What to start.</returns>
    public static ProcessStartInfo Start(params string[] arguments)
    {
        string folder = Path.Combine(Needs.Root, "src/MlTrack.Shell/bin", PowerShellHost.Configuration, "net10.0");
        return Start("dotnet", [Path.Combine(folder, "MlTrack.Shell.dll"), .. arguments]);
    }

    /// <summary>Says how a program is started.</summary>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>What to start.</returns>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["CI"] = "true";
        start.Environment.Remove("MLTRACK_CONFIGURATION");
        start.Environment.Remove("MLFLOW_TRACKING_URI");
        return start;
    }
}
