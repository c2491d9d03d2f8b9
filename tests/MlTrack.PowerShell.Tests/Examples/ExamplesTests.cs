using MlTrack.TestNeeds;
using MlTrack.Tests.Hosting;
using MlTrack.Tests.Shell;

namespace MlTrack.Tests.Examples;

/// <summary>The examples run as a new user runs them.</summary>
public sealed class ExamplesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mltrack-examples-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_quickstart_runs_twice_in_the_runner()
    {
        Quickstart(run => ShellProcess.Run([run, "-Folder", _folder]));
    }

    [Fact]
    public void The_quickstart_runs_unchanged_in_pwsh()
    {
        string pwsh = Needs.Pwsh();
        Quickstart(run =>
        {
            var start = ShellProcess.Start(pwsh, ["-NoProfile", "-NonInteractive", "-File", run, "-Folder", _folder]);
            start.Environment["MLTRACK_CONFIGURATION"] = PowerShellHost.Configuration;
            return ShellProcess.Run(start, input: null);
        });
    }

    [Fact]
    public void A_NET_program_does_the_main_job_without_PowerShell()
    {
        string program = Path.Combine(
            Needs.Root, "examples/DotNet/bin", PowerShellHost.Configuration, "net10.0", "MlTrack.Example.dll");
        ShellProcess result = ShellProcess.Run(ShellProcess.Start("dotnet", [program, _folder]), input: null);
        Assert.Equal("", result.Errors);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("gradient-descent: loss ", result.Output, StringComparison.Ordinal);
        Assert.Contains("50 points of loss", result.Output, StringComparison.Ordinal);
        Assert.Contains("Artifacts: result.txt", result.Output, StringComparison.Ordinal);
        Assert.Contains("dotnet-example: 1 runs, 1 finished", result.Output, StringComparison.Ordinal);
    }

    private void Quickstart(Func<string, ShellProcess> run)
    {
        string script = Path.Combine(Needs.Root, "examples/quickstart.ps1");
        foreach (int runs in new[] { 25, 50 })
        {
            ShellProcess result = run(script);
            Assert.Equal("", result.Errors);
            Assert.Equal(0, result.ExitCode);
            Assert.Contains("Tracked 24 nested runs", result.Output, StringComparison.Ordinal);
            Assert.Matches($@"RunCount\s+:\s+(\x1b\[0m)?{runs}\b", result.Output);
            Assert.Contains("evaluation/confusion_matrix.csv, evaluation/predictions.csv", result.Output, StringComparison.Ordinal);

            // A heading and a row for each nested run.
            Assert.Equal(runs - (runs / 25) + 1, File.ReadAllLines(Path.Combine(_folder, "results.csv")).Length);
        }
    }
}
