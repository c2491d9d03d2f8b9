using System.Collections.Concurrent;
using System.Diagnostics;
using MlTrack.TestNeeds;

namespace MlTrack.Interop.Tests.Mlflow;

/// <summary>
/// Where the real MLflow is: MLTRACK_MLFLOW_PYTHON (3.x) and MLTRACK_MLFLOW_PYTHON_2 (2.22.5) name the pythons, else the installer of the
/// reference material makes them, once a run.
/// </summary>
internal static class MlflowInstall
{
    public const string Version2 = "2.22.5";
    public const string Version3 = "3.17.2";

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10);
    private static readonly ConcurrentDictionary<string, Lazy<(string? Python, string Reason)>> s_found = new();

    /// <summary>The python that has this version of MLflow; skips the test where there is none.</summary>
    public static string Python(string version)
    {
        (string? python, string reason) = s_found.GetOrAdd(version, v => new(() => Find(v))).Value;
        return python ?? Needs.Missing("mlflow", reason);
    }

    private static (string? Python, string Reason) Find(string version)
    {
        string variable = version == Version2 ? "MLTRACK_MLFLOW_PYTHON_2" : "MLTRACK_MLFLOW_PYTHON";
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? (named, "") : (null, $"{variable} names {named}, which is not there");
        }

        string installer = Path.GetFullPath(Path.Combine(Needs.Root, "..", "shared", "mlflow", "install.sh"));
        if (!File.Exists(installer))
        {
            return (null, $"MLflow {version} is not here: neither {variable} nor ../shared/mlflow/install.sh");
        }

        return Needs.OnPath("bash") is { } bash
            ? Install(bash, installer, version)
            : (null, "bash, which installs MLflow, is not on the PATH");
    }

    private static (string? Python, string Reason) Install(string bash, string installer, string version)
    {
        using Process process = Process.Start(new ProcessStartInfo(bash, [installer, version])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            return (null, $"the installation of MLflow {version} did not end in {s_limit.TotalMinutes} minutes");
        }

        string? python = LastLine(output.Result);
        return process.ExitCode == 0 && File.Exists(python)
            ? (python, "")
            : (null, $"MLflow {version} could not be installed: {LastLine(errors.Result)}");
    }

    private static string? LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
}
