using System.Runtime.CompilerServices;

namespace MlTrack.TestNeeds;

/// <summary>
/// What a test needs from its machine. Where it is missing the test is skipped with the reason, and fails if MLTRACK_TEST_REQUIRE lists
/// it (<c>shared,pwsh,mlflow</c>), so that a machine that should have it can't go green without.
/// </summary>
internal static class Needs
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file or folder of the reference material beside the repository.</summary>
    public static string Shared(params string[] path)
    {
        string full = Path.Combine([Root, "..", "shared", .. path]);
        return File.Exists(full) || Directory.Exists(full)
            ? Path.GetFullPath(full)
            : Missing("shared", $"the reference material ../shared/{string.Join('/', path)} is not here");
    }

    /// <summary>The path of PowerShell.</summary>
    public static string Pwsh() => OnPath("pwsh") ?? Missing("pwsh", "pwsh is not on the PATH");

    /// <summary>The path of a program, or null.</summary>
    public static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? program + ".exe" : program))
        .FirstOrDefault(File.Exists);

    /// <summary>Skips, or fails where the need is required.</summary>
    public static string Missing(string need, string reason)
    {
        string required = Environment.GetEnvironmentVariable("MLTRACK_TEST_REQUIRE") ?? "";
        if (required.Split(',', StringSplitOptions.TrimEntries).Contains(need, StringComparer.OrdinalIgnoreCase))
        {
            Assert.Fail($"Required by MLTRACK_TEST_REQUIRE, but {reason}.");
        }

        Assert.Skip(char.ToUpperInvariant(reason[0]) + reason[1..] + ".");
        return "";
    }

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
