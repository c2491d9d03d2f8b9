using System.Runtime.CompilerServices;

namespace MlTrack.Bench.Contenders;

/// <summary>Where things lie in the repository.</summary>
internal static class Repository
{
#if DEBUG
    public const string Configuration = "Debug";
#else
    public const string Configuration = "Release";
#endif

    public static string Root { get; } = FindRoot();

    public static string Manifest => Path.Combine(Root, "MlTrack.psd1");

    public static string EmptyManifest => Path.Combine(Root, "bench", "EmptyModule", "bin", Configuration, "net8.0", "EmptyModule.psd1");

    public static string MlflowScript => Path.Combine(Root, "bench", "mlflow_bench.py");

    public static string ResultsFolder => Path.Combine(Root, "bench", "results");

    public static string Script(string name) => Path.Combine(Root, "bench", "scripts", name);

    /// <summary>The path of a program, or null.</summary>
    public static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
        .FirstOrDefault(File.Exists);

    private static string FindRoot([CallerFilePath] string source = "")
    {
        foreach (string start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(source) ?? "" })
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "MlTrack.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new DirectoryNotFoundException("The folder of MlTrack.sln was not found.");
    }
}
