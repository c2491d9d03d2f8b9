using System.Diagnostics;

namespace MlTrack.Bench.Contenders;

/// <summary>How the bench starts other programs.</summary>
internal static class ChildProcess
{
    /// <summary>Starts a program with nothing of this process's settings that could change what is measured.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? variables = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MLFLOW_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MLTRACK_CONFIGURATION"] = Repository.Configuration;
        start.Environment["MLFLOW_DISABLE_TELEMETRY"] = "true";
        start.Environment["DO_NOT_TRACK"] = "true";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        foreach ((string name, string value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>The last line that it wrote.</returns>
    public static string Run(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? variables = null)
    {
        using Process process = Start(program, arguments, folder, variables);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string? last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return process.ExitCode == 0 && last is not null
            ? last
            : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult().Trim()}");
    }
}
