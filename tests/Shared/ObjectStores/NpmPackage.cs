using System.Diagnostics;

namespace MlTrack.TestNeeds.ObjectStores;

/// <summary>A program of the npm registry, installed once in a cache folder (MLTRACK_TEST_NPM, by default ~/.cache/mltrack/npm).</summary>
internal static class NpmPackage
{
    private static readonly TimeSpan s_install = TimeSpan.FromMinutes(8);
    private static readonly Lock s_lock = new();

    /// <summary>The folder of a package. It is installed where it isn't yet; the test is skipped where that can't be.</summary>
    public static string Folder(string name, string version)
    {
        string cache = Environment.GetEnvironmentVariable("MLTRACK_TEST_NPM") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "mltrack", "npm");
        string folder = Path.Combine(cache, $"{name}-{version}");
        string package = Path.Combine(folder, "node_modules", name);
        lock (s_lock)
        {
            if (!Directory.Exists(package))
            {
                Install(name, version, folder);
            }
        }

        return package;
    }

    /// <summary>The path of Node.</summary>
    public static string Node() => Needs.OnPath("node") ?? Needs.Missing("npm", "node is not on the PATH");

    private static void Install(string name, string version, string folder)
    {
        string npm = Needs.OnPath("npm") ?? Needs.Missing("npm", $"npm is not on the PATH, and {name} {version} is not in {folder}");
        string unfinished = folder + ".new-" + Guid.NewGuid().ToString("N");
        Directory.CreateDirectory(unfinished);
        ProcessStartInfo start = new(npm, ["install", "--prefix", unfinished, "--no-audit", "--no-fund", "--ignore-scripts", $"{name}@{version}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        Task<string> said = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_install))
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        if (process.ExitCode != 0 && !Directory.Exists(folder))
        {
            Directory.Delete(unfinished, recursive: true);
            Needs.Missing("npm", $"npm could not install {name} {version}: {said.Result.Split('\n')[0]}");
        }

        try
        {
            Directory.Move(unfinished, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            // Another process of the tests was faster.
            Directory.Delete(unfinished, recursive: true);
        }
    }
}
